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
