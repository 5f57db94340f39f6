module Timeline.Tests.FSharp.CrdtTests

open Timeline.Causality
open Timeline.Crdts
open Xunit

let private a = ReplicaId.Of "a"
let private b = ReplicaId.Of "b"

[<Fact>]
let ``Replicas written in F sharp come together`` () =
    let shared = OrSet<string>.Empty.Add(a, "x")
    let left, right = shared.Remove "x", shared.Add(b, "x")
    let merged = left.Merge right
    Assert.Equal<string list>([ "x" ], List.ofSeq merged)
    Assert.True((merged = right.Merge(left.Delta shared)))

[<Fact>]
let ``Counters and nested maps are read and written`` () =
    let counts =
        OrMap<string, ResettableCounter>.Empty
            .Update("k", fun count -> count.Add(a, 3L))
            .Update("k", fun count -> count.Add(b, -1L))
    Assert.Equal(2I, counts.ValueAt("k").Value)
    let back = CrdtJson.Read<OrMap<string, ResettableCounter>>(System.ReadOnlySpan(CrdtJson.ToUtf8 counts))
    Assert.True(back.Match((fun read -> read = counts), (fun _ -> false)))
    Assert.True(a < b && VersionVector.Empty.With(a, 2L).Compare(VersionVector.Empty) = CausalOrder.After)

[<Fact>]
let ``A change that may fail is made in a map, with a lambda that answers an error or the next state`` () =
    let empty = OrMap<string, Embedded<GCounter>>.Empty
    let count amount (map: OrMap<string, Embedded<GCounter>>) =
        map.TryUpdate("k", fun value -> value.TryUpdate(a, fun counter -> counter.Increment(a, amount)))
    let counted = (count 5L empty).Match((fun (map: OrMap<string, Embedded<GCounter>>) -> map.ValueAt("k").Value.Value), (fun (error: Timeline.TimelineError) -> failwith error.Message))
    Assert.Equal(5I, counted)
    let doubled = (count 5L empty).Map(fun (map: OrMap<string, Embedded<GCounter>>) -> 2I * map.ValueAt("k").Value.Value)
    Assert.Equal(10I, doubled.Match((fun value -> value), (fun _ -> 0I)))
    let tooFar = (count 5L empty).Bind(count (System.Int64.MaxValue - 2L))
    Assert.Equal("CountOverflow", tooFar.Match((fun _ -> ""), (fun (error: Timeline.TimelineError) -> error.GetType().Name)))

[<Fact>]
let ``Equal states are equal by the operator of C sharp too`` () =
    let one, two = OrSet<string>.Empty.Add(a, "x"), OrSet<string>.Empty.Add(a, "x")
    Assert.True((one = two) && OrSet<string>.op_Equality (one, two))
