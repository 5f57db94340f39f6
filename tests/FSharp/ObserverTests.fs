module Timeline.Tests.FSharp.ObserverTests

open System
open System.Collections.Immutable
open System.IO
open Timeline.ChangeLogs
open Timeline.ChangeObservers
open Timeline.Configuring
open Timeline.Containers
open Timeline.Values
open Xunit

let private paths (entries: ChangeEntry seq) = [ for entry in entries -> string entry.Path ]

[<Fact>]
let ``A function, an observer and the functions of Observable hear of changes`` () =
    let list = TrackedList<int>()
    let mutable heard = []
    use _ = list.Subscribe((fun entry -> heard <- entry.Action :: heard), replay = true)
    let collector = ChangeCollector(capacity = 2)
    use _ = list.Subscribe(FilteredObserver(collector, ChangeFilter(Paths = ImmutableArray.Create(PathPattern.Of "/*"))))
    let mutable counted = 0
    use _ = list |> Observable.filter (fun entry -> entry.Action = ChangeAction.Add) |> Observable.subscribe (fun _ -> counted <- counted + 1)
    for i in 1..3 do
        list.Add i
    Assert.Equal<ChangeAction list>([ ChangeAction.Init; ChangeAction.Add; ChangeAction.Add; ChangeAction.Add ], List.rev heard)
    Assert.Equal<string list>([ "/1"; "/2" ], paths collector.Entries)
    Assert.Equal(3, counted)

    match collector.Last with
    | null -> failwith "nothing"
    | last -> Assert.Equal("/2", string last.Path)

[<Fact>]
let ``A recipe of ones own reads settings and makes an observer`` () =
    let folder = Directory.CreateTempSubdirectory("timeline-").FullName

    let catalog =
        ObserverCatalog.Standard.With(
            "counted",
            fun settings ->
                let capacity = settings.Number("capacity", 1L, 1L, 10L)
                let inner = settings.Observer()

                Func<_>(fun () ->
                    Assert.Equal(3L, capacity)
                    inner.Build())
        )

    let build (json: string) = catalog.Build(ObserverConfiguration.FromJson json)
    let path = Path.Combine(folder, "changes.jsonl")
    let list = TrackedList<string>()

    do
        use observers =
            build $"""[{{"type":"counted","options":{{"capacity":3}},"observer":{{"type":"json-lines","options":{{"path":"{path}"}}}}}}]"""

        use _ = observers.SubscribeTo list
        list.Add "one"

    let file = new JsonLinesFile(path, JsonLinesOptions(Sync = FileSync.EachWrite))
    file.Append("{}"B)
    file.Append([ ReadOnlyMemory("[]"B) ])
    file.Dispose()
    Assert.Equal(3, File.ReadAllLines(path).Length)
    Directory.Delete(folder, true)

    let refused =
        Assert.Throws<ObserverConfigurationException>(fun () -> build """[{"type":"counted","options":{"capacity":11}}]""" |> ignore)

    Assert.Equal<string list>([ "/0/options/capacity"; "/0" ], [ for problem in refused.Problems -> problem.Path ])
