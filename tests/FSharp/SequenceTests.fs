module Timeline.Tests.FSharp.SequenceTests

open LanguageExt
open Timeline
open Timeline.Causality
open Timeline.Sequences
open Xunit

let private right (result: Either<TimelineError, 'a>) =
    result.IfLeft(fun (error: TimelineError) -> failwith error.Message)

[<Fact>]
let ``Two edit a text and merge, and what cannot be done is told`` () =
    let ann, bob = ReplicaId.Of "ann", ReplicaId.Of "bob"
    let start = right (CrdtText.Empty.Insert(ann, 0, "Buy milk"))
    let merged = (right (start.Insert(ann, 8, "!"))).Merge(right (start.Replace(bob, 0, 3, "Get")))
    Assert.Equal("Get milk!", string merged)
    Assert.True((merged.Delete(0, 10)).IsLeft)

    let list = right (CrdtList<int>.Empty.Replace(ann, 0, 0, [ 1; 2; 3 ]))
    Assert.Equal<int seq>([ 1; 3 ], right (list.Delete(1, 1)))
