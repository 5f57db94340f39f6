/// What an F# program holds: its own records, unions and collections, without a word about Timeline.
module Timeline.Tests.FSharp.States

type Suit =
    | Hearts
    | Spades

type Card =
    | Joker
    | Pip of suit: Suit * rank: int

[<Struct>]
type Place =
    | Nowhere
    | At of x: int * y: int

type Player =
    { Name: string
      Hand: Card list
      Score: int option }

type Game =
    { Round: int
      Players: Map<string, Player>
      Seen: Set<int>
      Table: Card voption
      Where: Place
      Scores: (string * int) list }

let ann =
    { Name = "ann"
      Hand = [ Joker; Pip(Hearts, 7) ]
      Score = Some 3 }

let game =
    { Round = 1
      Players = Map.ofList [ "ann", ann; "bob", { ann with Name = "bob"; Score = None } ]
      Seen = Set.ofList [ 3; 1 ]
      Table = ValueSome(Pip(Spades, 1))
      Where = At(2, 3)
      Scores = [ "ann", 3 ] }
