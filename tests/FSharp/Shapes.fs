/// Every kind of type that an F# program makes its state of.
module Timeline.Tests.FSharp.Shapes

open System

type Colour =
    | Red
    | Green
    | Blue

type Id = Id of string

[<Struct>]
type Length = Length of metres: decimal

[<Struct>]
type Spot =
    | Nowhere
    | Only of z: int
    | At of x: int * y: int

type Tree =
    | Leaf
    | Node of left: Tree * label: string * right: Tree

type Figure =
    | Circle of radius: decimal
    | Named of Id
    | Group of Figure list
    | Pair of (int * string) option * Colour
    | Nothing

type Inner =
    { Count: int
      Text: string
      Note: string option
      Both: struct (int * string) }

[<Struct>]
type Mark = { Row: int; Column: int }

type State =
    { Flag: bool
      Colour: Colour
      Id: Id
      Length: Length
      Spot: Spot
      Tree: Tree
      Figures: Figure list
      Inner: Inner
      Optional: Inner option
      Valued: Spot voption
      Array: Inner array
      Ints: int list
      ByName: Map<string, Inner>
      ByNumber: Map<int, Spot list>
      ByColour: Map<Colour, int>
      ById: Map<Id, Colour>
      Set: Set<string>
      Figured: Set<Colour * int>
      Tuple: int * string * Colour
      Struct: struct (int * Spot)
      Marks: Mark list
      Nested: Map<string, (int option * string list) array> list
      At: DateTimeOffset
      Outcome: Result<int, string>
      Anonymous: {| X: int; Y: string |} }
