module Timeline.Tests.FSharp.ChangeTrackerTests

open System.Collections.Generic
open Timeline
open Timeline.Changes
open Timeline.ChangeTracking
open Timeline.Tracking
open Xunit

type Shape =
    | Circle of radius: int
    | Square of side: int

type Style = { Color: string; Shapes: Shape list; Sizes: Map<string, int> }

type Status =
    | Open
    | Packed of by: string

type Held<'T> =
    | Nothing
    | Just of 'T

type Window() =
    member val Title = "one" with get, set
    member val Style = { Color = "red"; Shapes = [ Circle 1 ]; Sizes = Map.ofList [ "a", 1 ] } with get, set
    member val Parent: Window option = None with get, set
    member val Status = Open with get, set
    member val Held: Held<int> = Nothing with get, set
    member val Any: obj = (0 :> obj) with get, set
    member val Notes = ResizeArray<string>() with get

let private idsOf (changes: IReadOnlyList<TrackerChange>) = [ for change in changes -> change.VariableId ]

[<Fact>]
let ``A mutable class is tracked, and what is in it`` () =
    let window = Window()
    let tracker = ChangeTracker()
    let root = tracker.CreateVariable(window)
    let title = tracker.CreateVariable(root, "Title")
    let notes = tracker.CreateVariable(root, "Notes")
    window.Title <- "two"
    window.Notes.Add "n"
    Assert.Equal<int64 list>([ title.Id; notes.Id ], idsOf (tracker.DetectChanges()))
    title.Set "three"
    Assert.Equal("three", window.Title)
    Assert.Empty(tracker.DetectChanges() |> Seq.filter (fun change -> change.VariableId = notes.Id))

[<Fact>]
let ``A record is content, and a change of it says what changed inside`` () =
    let window = Window()
    let tracker = ChangeTracker()
    let root = tracker.CreateVariable(window)
    let style = tracker.CreateVariable(root, "Style")
    let color = tracker.CreateVariable(style, "Color")
    tracker.DetectChanges() |> ignore

    window.Style <- { window.Style with Shapes = [ Circle 1 ]; Sizes = Map.ofList [ "a", 1 ] }
    Assert.Empty(tracker.DetectChanges())

    window.Style <- { window.Style with Sizes = window.Style.Sizes |> Map.add "a" 2 }
    let change = tracker.DetectChanges() |> Seq.exactlyOne
    Assert.Equal(style.Id, change.VariableId)

    let paths =
        change
            .Difference()
            .Match((fun (patch: Patch) -> [ for it in patch.Changes -> string it.Path ]), (fun (error: TimelineError) -> [ error.Message ]))

    Assert.Equal<string list>([ "/Sizes/a" ], paths)

    Assert.Equal("red", string color.Value)

[<Fact>]
let ``What is in an option is what is at the variable, and a case is told from another`` () =
    let window = Window()
    let tracker = ChangeTracker()
    let root = tracker.CreateVariable(window)
    let shapes = tracker.CreateVariable(root, "Style.Shapes")
    let above = tracker.CreateVariable(root, "Parent.Title")

    match above.Error with
    | :? TimelineError.Tracking as error -> Assert.Equal(TrackingFault.NilPath, error.Fault)
    | error -> failwith $"{error}"

    tracker.DetectChanges() |> ignore

    window.Parent <- Some(Window())
    window.Style <- { window.Style with Shapes = [ Square 1 ] }
    Assert.Equal<int64 list>([ shapes.Id; above.Id ], idsOf (tracker.DetectChanges()))
    Assert.Equal("one", string above.Value)

[<Fact>]
let ``A union is content, at a variable, in a list, as a root and by itself`` () =
    let window = Window()
    let tracker = ChangeTracker()
    let root = tracker.CreateVariable(window)
    let status = tracker.CreateVariable(root, "Status")
    let held = tracker.CreateVariable(root, "Held")
    let any = tracker.CreateVariable(root, "Any")
    let alone = tracker.CreateVariable(Packed "z")
    Assert.Null status.Error
    Assert.Equal("\"Open\"", string status.ValueJson)
    Assert.Equal("\"Nothing\"", string held.ValueJson)
    Assert.Equal("""{"$type":"Packed","by":"z"}""", string alone.ValueJson)

    window.Status <- Packed "a"
    window.Held <- Just 1
    window.Any <- (ResizeArray [ Open; Packed "b" ] :> obj)
    Assert.Equal<int64 list>([ status.Id; held.Id; any.Id ], idsOf (tracker.DetectChanges()))
    Assert.Equal("""{"$type":"Packed","by":"a"}""", string status.ValueJson)
    Assert.Equal("""["Open",{"$type":"Packed","by":"b"}]""", string any.ValueJson)
    window.Status <- Packed "a"
    Assert.Empty(tracker.DetectChanges())
    window.Status <- Packed "c"
    Assert.Equal<int64 list>([ status.Id ], idsOf (tracker.DetectChanges()))

    Assert.Equal("""{"$type":"Packed","by":"a"}""", string (tracker.ToValueJson(Packed "a")))
    Assert.Equal("""["Open",{"$type":"Packed","by":"a"}]""", string (tracker.ToValueJson [ Open; Packed "a" ]))

[<Fact>]
let ``What was written of a union is set again`` () =
    let window = Window()
    let tracker = ChangeTracker()
    let root = tracker.CreateVariable(window)
    let status = tracker.CreateVariable(root, "Status")

    for it in [ Packed "a"; Open ] do
        status.Set(tracker.FromValueJson(tracker.ToValueJson it))
        Assert.Equal(it, window.Status)

    Assert.Throws<TimelineException>(fun () -> status.Set "Shut") |> ignore
    Assert.Equal(Open, window.Status)
