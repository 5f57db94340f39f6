module Timeline.Tests.FSharp.MergeTests

open System
open Timeline
open Timeline.Changes
open Timeline.Histories
open Timeline.Undo
open Timeline.Values
open Timeline.Tests.FSharp.States
open Xunit

let private right (either: LanguageExt.Either<TimelineError, 'a>) : 'a =
    either.Match((fun value -> value), (fun (error: TimelineError) -> failwith error.Message))

let private by actor minutes =
    Stamp(DateTimeOffset(2026, 1, 31, 10, minutes, 0, TimeSpan.Zero), actor, "")

/// Both sides change the same record, map, set and list, each in another place.
let private ours =
    { game with
        Round = 2
        Players = game.Players.Add("cyd", { ann with Name = "cyd" })
        Seen = game.Seen.Add(5).Remove 1
        Where = At(2, 9) }

let private theirs =
    { game with
        Players = game.Players.Add("ann", { ann with Hand = [ Joker; Pip(Hearts, 8) ]; Score = None })
        Seen = game.Seen.Add 4
        Table = ValueNone
        Where = At(8, 3)
        Scores = [ "ann", 3; "bob", 1 ] }

let private both =
    { game with
        Round = 2
        Players =
            game.Players
                .Add("cyd", { ann with Name = "cyd" })
                .Add("ann", { ann with Hand = [ Joker; Pip(Hearts, 8) ]; Score = None })
        Seen = Set.ofList [ 3; 4; 5 ]
        Table = ValueNone
        Where = At(8, 9)
        Scores = [ "ann", 3; "bob", 1 ] }

[<Fact>]
let ``Two sides of a state are merged, and sets do not conflict`` () =
    let merged = Merge.ThreeWay(game, ours, theirs, MergePolicy.Fail)
    Assert.Empty merged.Conflicts
    Assert.Equal(both, right (merged.ToValue()))

[<Fact>]
let ``With one side unchanged the other side wins`` () =
    Assert.Equal(theirs, right (Merge.ThreeWay(game, game, theirs, MergePolicy.Fail).ToValue()))
    Assert.Equal(theirs, right (Merge.ThreeWay(game, theirs, game, MergePolicy.Fail).ToValue()))

[<Fact>]
let ``Cases of a union are decided as a whole`` () =
    let merged =
        Merge.ThreeWay(
            game,
            { game with Table = ValueSome Joker; Where = At(5, 3) },
            { game with Table = ValueSome(Pip(Spades, 2)); Where = Nowhere },
            MergePolicy.Fail
        )

    let conflicts = merged.OpenConflicts |> Seq.map (fun it -> it.Path.ToString(), it.Kind) |> List.ofSeq
    Assert.Equal<(string * ConflictKind) list>([ "/Table", ConflictKind.Type; "/Where", ConflictKind.Type ], conflicts)

    let resolved =
        merged.Resolve(ValuePath.Root.Append "Table", MergeDecision.KeepTheirs).ResolveRest MergePolicy.Ours

    Assert.Equal({ game with Table = ValueSome(Pip(Spades, 2)); Where = At(5, 3) }, right (resolved.ToValue()))

[<Fact>]
let ``Histories are merged by a policy, and merging again is a no-op`` () =
    let start = History.Start(game, by "ann" 0)
    let mine, other = start.Append(ours, by "ann" 1), start.Append(theirs, by "bob" 2)
    let merged = right (History.Merge(mine, other, MergePolicy.Fail, by "ann" 3))
    Assert.Equal(both, (right (merged.At 2)).Value)
    Assert.Equal(merged, right (History.Merge(merged, other, MergePolicy.Fail, by "ann" 4)))

    let latest = History.LastWriter(mine, other)
    let preview = right (History.PreviewMerge(mine, other, latest))
    Assert.Equal(MergeOutcome.Merged, preview.Outcome)

[<Fact>]
let ``Each part of a state is blamed on the version that set it`` () =
    let history =
        History
            .Start(game, by "ann" 0)
            .Append({ game with Round = 2 }, by "bob" 1)
            .Append({ game with Round = 2; Seen = game.Seen.Add 2 }, by "cyd" 2)

    let who (path: ValuePath) = (right (history.Blame path)).Stamp.Actor
    Assert.Equal("bob", who (ValuePath.Root.Append "Round"))
    Assert.Equal("cyd", who (ValuePath.Root.Append "Seen"))
    Assert.Equal("ann", who (ValuePath.Root.Append("Players").Append("bob")))

    let lines = (right (history.Blame())).Lines()
    Assert.Equal("cyd", (lines |> Seq.find (fun it -> it.Path.IsRoot)).Version.Stamp.Actor)

[<Fact>]
let ``An actor's change is undone while those of others stay`` () =
    let tree =
        UndoTree
            .Start(game, by "ann" 0)
            .Do({ game with Round = 2 }, by "ann" 1)
            .Do({ game with Round = 2; Seen = game.Seen.Add 9 }, by "bob" 2)

    Assert.Equal({ game with Seen = game.Seen.Add 9 }, (right (tree.UndoBy("ann", by "ann" 3))).Value)
