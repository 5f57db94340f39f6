/// The laws of object trees, over generated states of F#.
module Timeline.Tests.FSharp.ObjectLaws

open System
open FsCheck
open FsCheck.FSharp
open Timeline
open Timeline.Changes
open Timeline.Objects
open Timeline.Tests.FSharp.Shapes
open Xunit

let private right (either: LanguageExt.Either<TimelineError, 'a>) : 'a =
    either.Match((fun value -> value), (fun (error: TimelineError) -> failwith error.Message))

let private tree = ObjectTree.Default
let private seen (state: 'a) = right (tree.ToValue state)
let private copy (state: 'a) : 'a = right (tree.FromValue<'a>(seen state))
let private between (before: 'a) (after: 'a) = right (Diff.Between<'a>(before, after))
let private apply (patch: Patch) (state: 'a) : 'a = right (patch.Apply<'a> state)

// Few words, numbers and times, so that states often have something in common.
let private generators =
    let words = Gen.elements [ ""; "a"; "b"; "long word"; "é/~"; "$type"; "0" ] |> Arb.fromGen

    let times =
        Gen.choose (0, 3)
        |> Gen.map (fun hours -> DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.FromHours(float hours)))
        |> Arb.fromGen

    let amounts = Gen.elements [ 0m; 1m; 1.00m; 2.5m; -7m ] |> Arb.fromGen
    let numbers = Gen.choose (-2, 3) |> Arb.fromGen

    ArbMap.defaults
    |> ArbMap.mergeArb words
    |> ArbMap.mergeArb times
    |> ArbMap.mergeArb amounts
    |> ArbMap.mergeArb numbers

let private variable (name: string) fallback read =
    match Environment.GetEnvironmentVariable name with
    | null -> fallback
    | text -> read text

/// As the laws in C#: the same cases every time, unless TIMELINE_SEED and TIMELINE_CASES ask for others.
let private holds<'a> cases (law: 'a -> unit) =
    let seed = variable "TIMELINE_SEED" 20130201UL uint64
    let factor = variable "TIMELINE_CASES" 1 int

    let config =
        Config.QuickThrowOnFailure
            .WithMaxTest(cases * factor)
            .WithEndSize(12)
            .WithReplay(Some { Rnd = Rnd(seed, 1UL); Size = None })

    Check.One(config, Prop.forAll (generators |> ArbMap.arbitrary<'a>) law)

let private lawsOf<'a when 'a: equality> cases =
    holds<'a * 'a * 'a> cases (fun (a, b, c) ->
        Assert.Equal<'a>(a, copy a)
        Assert.True((between a (copy a)).IsEmpty)
        let forth = between a b
        Assert.Equal<bool>((a = b), forth.IsEmpty)
        Assert.Equal(seen b, right (forth.Apply(seen a)))
        Assert.Equal<'a>(b, apply forth a)
        Assert.Equal<'a>(a, apply (forth.Invert()) b)
        Assert.Equal(seen a, right (forth.Invert().Apply(seen b)))
        let both = forth.Compose(between b c)
        Assert.Equal<'a>(c, apply both a)
        Assert.Equal(seen c, right (both.Apply(seen a))))

[<Fact>]
let ``Unions without fields keep the laws`` () = lawsOf<Colour list> 100

[<Fact>]
let ``Unions of a single case keep the laws`` () = lawsOf<(Id * Length) list> 100

[<Fact>]
let ``Unions that are structs keep the laws`` () = lawsOf<Spot array> 100

[<Fact>]
let ``Unions that hold themselves keep the laws`` () = lawsOf<Tree> 100

[<Fact>]
let ``Unions of many kinds keep the laws`` () = lawsOf<Figure> 100

[<Fact>]
let ``Options and value options keep the laws`` () =
    lawsOf<Inner option list> 100
    lawsOf<Spot voption * int voption> 100

[<Fact>]
let ``Maps keep the laws`` () =
    lawsOf<Map<string, Map<int, Inner>>> 100
    lawsOf<Map<Colour, Colour>> 100
    lawsOf<Map<Id, Spot>> 100

[<Fact>]
let ``Sets keep the laws`` () =
    lawsOf<Set<string>> 100
    lawsOf<Set<Colour * int>> 100
    lawsOf<Set<int> list> 100

[<Fact>]
let ``Tuples keep the laws`` () =
    lawsOf<int * string * Colour> 100
    lawsOf<struct (int * Spot * string)> 100
    lawsOf<(int * (string * Colour)) list> 100

[<Fact>]
let ``Records of all of these keep the laws`` () = lawsOf<State> 100

[<Fact>]
let ``A difference that is taken twice is the same`` () =
    holds<State * State> 50 (fun (a, b) -> Assert.Equal(between a b, between (copy a) (copy b)))
