module Timeline.Tests.FSharp.CollectionTests

open System
open System.Collections.Generic
open Timeline.ChangeLogs
open Timeline.Containers
open Timeline.Stamping
open Xunit

type Order = { Tea: string; Count: int option }

type Drink =
    | Tea of leaves: string
    | Milk

let private text (content: LanguageExt.Option<ChangeContent>) =
    content.Match((fun there -> there.ToString()), (fun () -> ""))

/// An entry by what it says, for pattern matching.
let (|Came|Went|Became|Other|) (entry: ChangeEntry) =
    match entry.Action with
    | ChangeAction.Add -> Came(string entry.Path, text entry.After)
    | ChangeAction.Remove -> Went(string entry.Path, text entry.Before)
    | ChangeAction.Update -> Became(string entry.Path, text entry.Before, text entry.After)
    | _ -> Other entry.Action

let private told (entry: ChangeEntry) =
    match entry with
    | Came(path, value) -> $"+ {path} {value}"
    | Went(path, value) -> $"- {path} {value}"
    | Became(path, before, after) -> $"~ {path} {before} {after}"
    | Other action -> string action

[<Fact>]
let ``A dictionary is used as any other and says what was done to it`` () =
    let prices = TrackedDictionary<string, decimal>()
    prices["tea"] <- 3.20m
    using (Actor.As "ann") (fun _ -> prices["tea"] <- 3.50m)
    Assert.True(prices.Remove "tea")

    match prices.TryGetValue "tea" with
    | true, price -> Assert.Fail $"It is still there for {price}."
    | false, _ -> ()

    Assert.Equal<string list>(
        [ "Init"; "+ /tea 3.20"; "~ /tea 3.20 3.50"; "- /tea 3.50" ],
        prices.Log.Entries |> Seq.map told |> List.ofSeq
    )

    Assert.Equal<string list>([ ""; ""; "ann"; "" ], [ for entry in prices.Log.Entries -> entry.Actor ])

[<Fact>]
let ``Records, unions and options are recorded as they are written in JSON`` () =
    let orders = TrackedList<Order>([ { Tea = "green"; Count = Some 2 } ])
    orders.Add { Tea = "black"; Count = None }
    Assert.Equal("""{"Tea":"black","Count":null}""", text orders.Log.Last.After)

    // An equal value is no change.
    orders[1] <- { orders[1] with Count = None }
    Assert.Equal(2, orders.Log.Count)
    orders[1] <- { orders[1] with Count = Some 1 }
    Assert.Equal("""~ /1 {"Tea":"black","Count":null} {"Tea":"black","Count":1}""", told orders.Log.Last)

    let counts = TrackedDictionary<string, int option>()
    counts["tea"] <- Some 1
    counts["tea"] <- None
    counts["milk"] <- None
    Assert.Equal<string list>([ "+ /milk null"; "~ /tea 1 null" ], [ for e in counts.Log.Latest 2 -> told e ] |> List.sort)

    let drinks = TrackedSet<Drink>([ Milk ])
    Assert.True(drinks.Add(Tea "green"))
    Assert.False(drinks.Add(Tea "green"))
    Assert.Equal(2, drinks.Log.Count)

[<Fact>]
let ``Functions of sequences, and the interfaces of the platform`` () =
    let list = TrackedList<int>(seq { 1..5 })
    let total (numbers: IList<int>) = numbers.Insert(0, 10); Seq.sum numbers
    Assert.Equal(25, total list)
    Assert.Equal("+ /0 10", told list.Log.Last)
    Assert.Equal<int list>([ 20; 2; 4; 6; 8; 10 ], list |> Seq.map ((*) 2) |> List.ofSeq)
    let set = TrackedSet<string>([ "b"; "a" ])
    set.UnionWith [ "c"; "a" ]
    Assert.Equal("""["a","b","c"]""", string set.Snapshot)
    let add () = TrackedList<objnull>().Add(Action(fun () -> ()))
    Assert.Throws<ArgumentException>(Action add) |> ignore

[<Fact>]
let ``A batch is kept with use, or taken back`` () =
    let stock = TrackedDictionary<string, int>([ KeyValuePair("tea", 12) ])

    let sell count =
        use batch = Tracking.Batch "a sale"
        stock["tea"] <- stock["tea"] - count
        if stock["tea"] >= 0 then batch.Commit()

    sell 2
    sell 20
    Assert.Equal(10, stock["tea"])
    Assert.Equal(ChangeAction.RolledBack, stock.Log.Last.Action)

    // Back by an entry, with a function that listens meanwhile.
    let heard = List<string>()
    use _ = stock.Subscribe(fun entry -> heard.Add(told entry))
    stock.RollBackTo stock.Log.First
    Assert.Equal(12, stock["tea"])
    Assert.Equal<string list>([ "Replace" ], List.ofSeq heard)
