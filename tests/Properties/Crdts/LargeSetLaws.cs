using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>Sets so large that a delta is merged by looking its steps up one by one.</summary>
public sealed class LargeSetLaws
{
    private static readonly ReplicaId A = ReplicaId.Of("a");

    private static readonly ReplicaId B = ReplicaId.Of("b");

    private static readonly OrSet<int> Shared = OrSet<int>.Empty.AddRange(A, Enumerable.Range(0, 400));

    private static readonly Arbitrary<int[]> Codes =
        Arb.From(Gen.Choose(0, 5).SelectMany(length => Gen.Choose(0, 899).ArrayOf(length)));

    [Fact]
    public void Merging_a_small_delta_is_merging_the_state_it_was_taken_of() => Law.Holds(
        Arb.From(Codes.Generator.Two()),
        codes =>
        {
            var (ours, theirs) = (Changed(codes.Item1, A), Changed(codes.Item2, B));
            var expected = Expected(codes.Item1, codes.Item2);
            var delta = Outcome.Right(CrdtJson.Read<OrSet<int>>(CrdtJson.ToUtf8(theirs.Delta(Shared))));
            foreach (var merged in (OrSet<int>[])[ours.Merge(theirs), ours.Merge(delta), delta.Merge(ours)])
            {
                Assert.Equal(expected, merged.Order());
                Assert.Equal(ours.Merge(theirs), merged);
                // What was removed stays so, whoever tells of it again.
                Assert.Equal(merged, merged.Merge(Shared));
                Assert.Equal(merged, merged.Merge(ours.Delta(Shared)));
                Assert.Equal(merged, merged.Merge(FirstTen));
            }
        },
        200);

    private static OrSet<int> FirstTen => OrSet<int>.Empty.AddRange(A, Enumerable.Range(0, 10));

    // Codes below 400 remove a member, the others add one, that is there or not.
    private static OrSet<int> Changed(int[] codes, ReplicaId replica) => codes.Aggregate(
        Shared, (set, code) => code < 400 ? set.Remove(code) : set.Add(replica, code - 400));

    private static IEnumerable<int> Expected(int[] left, int[] right)
    {
        // A member is there if one of the two left it there without touching the other's removal, or added it anew.
        var (ours, theirs) = (Changed(left, A), Changed(right, B));
        return Enumerable.Range(0, 500).Where(member =>
            Added(left, member) || Added(right, member) || (ours.Contains(member) && theirs.Contains(member)));
    }

    private static bool Added(int[] codes, int member) =>
        codes.LastOrDefault(code => code == member || code == member + 400, -1) == member + 400;
}
