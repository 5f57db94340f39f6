module Timeline.Tests.FSharp.ContainerTests

open System
open System.Collections.ObjectModel
open System.ComponentModel
open Timeline.ChangeLogs
open Timeline.Containers
open Timeline.Stamping
open Xunit

/// A class that derives from the base class.
type Account(owner: string) =
    inherit TrackedObject()
    let mutable owner = owner
    let mutable balance = 0m
    let mutable note: string option = None

    member this.Owner
        with get () = owner
        and set (value: string) = this.SetProperty(&owner, value) |> ignore

    member this.Balance
        with get () = balance
        and set (value: decimal) =
            if value < 0m then invalidArg (nameof value) "A balance is not negative."
            this.SetProperty(&balance, value) |> ignore

    member this.Note
        with get () = note
        and set (value: string option) = this.SetProperty(&note, value) |> ignore

    member val Entries = new TrackedList<string>()
    member _.IsEmpty = balance = 0m

/// A model that nobody made to be tracked.
type Sensor() =
    let changed = Event<PropertyChangedEventHandler, PropertyChangedEventArgs>()
    let mutable reading = 0.0

    interface INotifyPropertyChanged with
        [<CLIEvent>]
        member _.PropertyChanged = changed.Publish

    member val Alarms = ObservableCollection<string>()

    member this.Reading
        with get () = reading
        and set (value: float) =
            reading <- value
            changed.Trigger(this, PropertyChangedEventArgs("Reading"))

type ISettings =
    abstract Title: string with get, set
    abstract Size: int with get, set

let private paths (container: TrackedContainer) =
    [ for entry in container.Log.Entries -> string entry.Path ]

[<Fact>]
let ``A class derives from the base class, and its mutations are recorded`` () =
    let account = Account("ann")
    let container = Track.Object account

    using (Actor.As "bob") (fun _ -> account.Balance <- 5m)
    account.Owner <- "eve"
    account.Note <- Some "new"
    account.Entries.Add "paid"
    Assert.Equal<string list>([ ""; "/Balance"; "/Owner"; "/Note"; "/Entries/0" ], paths container)
    Assert.Equal("bob", container.Log.Entries[1].Actor)

    container.LockProperty(nameof account.Owner)
    Assert.Throws<InvalidOperationException>(fun () -> account.Owner <- "dan") |> ignore
    Assert.Throws<ArgumentException>(fun () -> account.Balance <- -1m) |> ignore
    container.UnlockProperty(nameof account.Owner)

    container.RollBackTo(container.Log.First)
    Assert.Equal(("ann", 0m, None, 0), (account.Owner, account.Balance, account.Note, account.Entries.Count))

[<Fact>]
let ``A batch over objects is taken back whole`` () =
    let ann, bob = Account("ann"), Account("bob")
    let both = new TrackedList<Account>([ ann; bob ])

    using (Tracking.Batch "transfer") (fun batch ->
        ann.Balance <- 5m
        bob.Balance <- 7m)

    Assert.Equal((0m, 0m), (ann.Balance, bob.Balance))
    Assert.Equal<ChangeAction list>([ ChangeAction.Init; ChangeAction.RolledBack ], [ for it in both.Log.Entries -> it.Action ])

[<Fact>]
let ``A model is followed as it is, with its collection`` () =
    let sensor = Sensor()
    let container = Track.Object sensor
    sensor.Reading <- 1.5
    sensor.Alarms.Add "high"
    Assert.Equal<string list>([ ""; "/Reading"; "/Alarms/0" ], paths container)
    container.Lock()
    Assert.Throws<InvalidOperationException>(fun () -> sensor.Reading <- 2.0) |> ignore
    Assert.Equal(1.5, sensor.Reading)

[<Fact>]
let ``A proxy has the properties of an interface`` () =
    let settings = Track.Proxy<ISettings>()
    settings.Size <- 3
    settings.Title <- "big"
    Assert.Equal<string list>([ ""; "/Size"; "/Title" ], paths (Track.Object settings))
    Assert.Equal((3, "big"), (settings.Size, settings.Title))
