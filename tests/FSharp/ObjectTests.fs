module Timeline.Tests.FSharp.ObjectTests

open Timeline
open Timeline.Changes
open Timeline.Histories
open Timeline.Objects
open Timeline.Values
open Timeline.Tests.FSharp.States
open Xunit
open System

let private right (either: LanguageExt.Either<TimelineError, 'a>) : 'a =
    either.Match((fun value -> value), (fun (error: TimelineError) -> failwith error.Message))

let private seen state = right (ObjectTree.Default.ToValue state)

let private stamp minutes =
    Stamp(DateTimeOffset(2026, 1, 31, 10, minutes, 0, TimeSpan.Zero), "ann", "")

[<Fact>]
let ``Records, unions, options, lists, maps and sets are seen`` () =
    let expected =
        """{"Round":1,"Players":{"ann":{"Name":"ann","Hand":["Joker",{"$type":"Pip","suit":"Hearts","rank":7}],"Score":3},"bob":{"Name":"bob","Hand":["Joker",{"$type":"Pip","suit":"Hearts","rank":7}],"Score":null}},"Seen":[1,3],"Table":{"$type":"Pip","suit":"Spades","rank":1},"Where":{"$type":"At","x":2,"y":3},"Scores":[{"Item1":"ann","Item2":3}]}"""

    Assert.Equal(expected, (seen game).ToString())

[<Fact>]
let ``What was seen is read back`` () =
    Assert.Equal(game, right (ObjectTree.Default.FromValue<Game>(seen game)))

[<Fact>]
let ``A difference names what differs`` () =
    let next =
        { game with
            Players = game.Players.Add("ann", { ann with Hand = [ Joker; Pip(Hearts, 8) ]; Score = None }) }

    let patch = right (Diff.Between(game, next))
    let changes = String.Join("; ", patch.Changes |> Seq.map string)
    Assert.Equal("~ /Players/ann/Hand/1/rank: 7 -> 8; ~ /Players/ann/Score: 3 -> null", changes)

[<Fact>]
let ``A patch gives the next state, and its inverse the one before`` () =
    let next =
        { game with
            Round = 2
            Players = game.Players.Remove "bob"
            Seen = game.Seen.Add 2
            Table = ValueNone
            Where = Nowhere
            Scores = [ "bob", 1; "ann", 3 ] }

    let patch = right (Diff.Between(game, next))
    Assert.Equal(next, right (patch.Apply game))
    Assert.Equal(game, right (patch.Invert().Apply next))

[<Fact>]
let ``A history holds states as they are`` () =
    let history = History.Start(game, stamp 0).Append({ game with Round = 2 }, stamp 1)
    Assert.Equal(1, (right (history.At 0)).Value.Round)
    Assert.Equal(2, history.Count)

[<Fact>]
let ``A state that does not fit says where`` () =
    let value = right (Json.Parse """{"$type":"Ace"}""")

    match ObjectTree.Default.FromValue<Card>(value).Match((fun _ -> None), (fun (error: TimelineError) -> Some error.Message)) with
    | Some message -> Assert.Contains("no case 'Ace'", message)
    | None -> failwith "it fits"

type Rule = { Apply: int -> int }

type Hidden = private { Secret: int }

type Area =
    { Width: int
      Height: int }

    member this.Size = this.Width * this.Height

let private message (result: LanguageExt.Either<TimelineError, 'a>) =
    result.Match((fun _ -> ""), (fun (error: TimelineError) -> error.Message))

[<Fact>]
let ``A function is refused by its path, and a record with nothing to see by its name`` () =
    Assert.Equal(
        "cannot see the FSharpFunc<Int32, Int32> at '/Apply': it is a function",
        message (ObjectTree.Default.Check<Rule>())
    )

    Assert.Equal(
        "cannot see the Hidden: all that it holds is private, so nothing of it can be seen",
        message (ObjectTree.Default.ToValue { Secret = 1 })
    )

[<Fact>]
let ``A computed member follows`` () =
    let area = { Width = 2; Height = 3 }
    let wider = { area with Width = 4 }
    let patch = right (Diff.Between(area, wider))
    Assert.Equal(wider, right (patch.Apply area))
    Assert.Equal(area, right (patch.Invert().Apply wider))
