module Timeline.Tests.FSharp.WatchedTests

open System
open System.Threading.Tasks
open Timeline.Admission
open Timeline.Stamping
open Timeline.Watching
open Xunit

type Order = { Item: string; Count: int; Tags: Set<string> }

let private order = { Item = "tea"; Count = 1; Tags = Set.empty }

[<Fact>]
let ``A record is watched as it is, updated by a function and merged`` () =
    use registry = new Registry()
    let watched = registry.Watch("order", order)

    using (Actor.As "ada") (fun _ ->
        watched.Update((fun o -> { o with Count = o.Count + 1 }), "one more") |> ignore)

    watched.Branch("trial").Switch("trial").Set({ watched.Value with Tags = set [ "green" ] }).Switch("main") |> ignore
    watched.Update(fun o -> { o with Item = "coffee" }) |> ignore
    Assert.Equal({ Item = "coffee"; Count = 2; Tags = set [ "green" ] }, watched.Merge("trial").Value)
    Assert.Equal("ada", watched.Blame("Count").Stamp.Actor)
    Assert.Equal<int list>([ 1; 2; 2; 2 ], [ for version in watched.History.Oldest() -> version.Value.Count ])

[<Fact>]
let ``Observable functions hear every version`` () =
    use registry = new Registry()
    let watched = registry.Watch("number", 0)
    let heard = ResizeArray<int>()

    use _ =
        watched
        |> Observable.filter (fun version -> version.Value % 2 = 0)
        |> Observable.map (fun version -> version.Value * 10)
        |> Observable.subscribe heard.Add

    watched.Set(1).Set(2).Set(3).Set(4) |> ignore
    Assert.Equal<int list>([ 20; 40 ], List.ofSeq heard)

[<Fact>]
let ``A rule that refuses leaves what was there`` () =
    use registry = new Registry()
    let options = WatchOptions<int>(Rules = [| Rule<int>.That("positive", fun n -> n > 0) |])
    let watched = registry.Watch("number", 1, options)
    let error = Assert.Throws<ValueRejectedException>(fun () -> watched.Set(-1) |> ignore)
    Assert.Equal("positive", error.Failures |> Seq.map _.Rule |> Seq.exactlyOne)
    Assert.Equal(1, watched.Value)

[<Fact>]
let ``A task waits for what takes time`` () : Task =
    task {
        use registry = new Registry()
        let watched = registry.Watch("text", "a")
        let! version = watched.UpdateAsync((fun text _ -> ValueTask<string>(text + "b")), "longer")
        Assert.Equal("ab", version.Value)
        do! watched.FlushAsync()
        Assert.Equal("longer", watched.LastChange.Stamp.Label)
    }
