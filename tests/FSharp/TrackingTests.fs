module Timeline.Tests.FSharp.TrackingTests

open Timeline
open Timeline.Tracking
open Timeline.Values
open Xunit

let private right (either: LanguageExt.Either<TimelineError, 'a>) : 'a =
    either.Match((fun value -> value), (fun (error: TimelineError) -> failwith error.Message))

let private seen (text: string) = Json.Parse text |> right |> Seen.Of

let private now (change: TrackerChange) =
    match change.After with
    | null -> ""
    | seen -> string (seen.ToJson())

let private child path (state: TrackerState) =
    (state.Create(VariableSpec(ParentId = 1L, Path = path), ValueReader.Instance) |> right).State

[<Fact>]
let ``A pure pipeline watches a value and folds what it is told`` () =
    let start = TrackerState.Empty.Create(VariableSpec(Root = seen """{"town":"York","age":3}"""), ValueReader.Instance)

    let state = (right start).State |> child "town?priority=high" |> child "age"

    let next (state: TrackerState, told) text =
        let found = (state.Assign(1L, seen text) |> right).Detect ValueReader.Instance
        found.State, told @ [ for change in found.Changes -> change.VariableId, now change ]

    let _, told =
        [ """{"town":"York","age":4}"""; """{"town":"York","age":4}"""; """{"town":"Hull","age":4}""" ]
        |> List.fold next (state, [])

    Assert.Equal<(int64 * string) list>([ 3L, "4"; 2L, "\"Hull\"" ], [ for id, text in told do if id > 1L then id, text ])

[<Fact>]
let ``A path that cannot be is an error to match`` () =
    let fault =
        TrackerPath
            .Parse("a..b")
            .Match(
                (fun (_: TrackerPath) -> None),
                (fun (error: TimelineError) ->
                    match error with
                    | :? TimelineError.Tracking as tracking -> Some tracking.Fault
                    | _ -> None)
            )

    Assert.Equal(Some TrackingFault.Path, fault)
