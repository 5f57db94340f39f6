/// The F# of README and docs, run.
module Timeline.Tests.FSharp.Snippets

open System
open Timeline
open Timeline.Changes
open Timeline.Histories
open Xunit

type Player = { Name: string; Score: int }

type Game =
    { Round: int
      Table: string
      Players: Player list }

let private right (either: LanguageExt.Either<TimelineError, 'a>) : 'a =
    either.Match((fun value -> value), (fun (error: TimelineError) -> failwith error.Message))

let private stamp minutes =
    Stamp(DateTimeOffset(2026, 1, 31, 10, minutes, 0, TimeSpan.Zero), "ann", "")

let private game =
    { Round = 1
      Table = "oak"
      Players = [ { Name = "ann"; Score = 3 }; { Name = "bob"; Score = 0 } ] }

[<Fact>]
let ``A state has a history, a difference and a merge`` () =
    let later = { game with Round = 2; Players = [ game.Players[0]; { Name = "bob"; Score = 5 } ] }
    let elsewhere = { game with Table = "elm" }

    let history = History.Start(game, stamp 0).Append(later, stamp 1)
    let patch = Diff.Between(game, later)
    let merged = Merge.ThreeWay(game, later, elsewhere, MergePolicy.Fail)

    Assert.Equal(2, history.Count)
    Assert.Equal("~ Round: 1 -> 2\n  Players\n    1\n    ~ Score: 0 -> 5", (right patch).ToTree().ToString())
    Assert.Equal({ later with Table = "elm" }, right (merged.ToValue()))

[<Fact>]
let ``A difference and a merge take a line`` () =
    let ours = { game with Round = 2 }
    let theirs = { game with Table = "elm" }

    let patch = Diff.Between(game, { game with Round = 2 })
    let merged = Merge.ThreeWay(game, ours, theirs, MergePolicy.Fail)

    Assert.Equal(ours, right ((right patch).Apply game))
    Assert.Equal({ ours with Table = "elm" }, right (merged.ToValue()))
