using System.Collections.Immutable;
using KellermanSoftware.CompareNetObjects;
using Timeline.Benchmarks.Ratios;
using Timeline.Changes;

namespace Timeline.Benchmarks.Objects;

/// <summary>What comparing two states of a program may cost: 1,000 orders of 10 lines, one field of one line changed.</summary>
internal static class ObjectRatios
{
    private const string Peer = "CompareNETObjects";
    private const int Million = 1_000_000;

    public static IEnumerable<Contest> All()
    {
        var before = ObjectData.Orders();
        var (shared, apart) = (ObjectData.Changed(before), ObjectData.Changed(ObjectData.Orders()));
        var peer = new CompareLogic(new ComparisonConfig { MaxDifferences = 10 });
        yield return Contest.OfTime(
            "1,000 orders, the rest shared", Peer, 1.0 / 10_000,
            () => peer.Compare(before, shared), () => Diff.Between(before, shared));
        yield return Contest.OfTime(
            "the same, the peer with nothing shared", Peer, 1.0 / 10_000,
            () => peer.Compare(before, apart), () => Diff.Between(before, shared));
        yield return Contest.OfTime(
            "1,000 orders, nothing shared", Peer, 1.0 / 100,
            () => peer.Compare(before, apart), () => Diff.Between(before, apart));
        yield return new Contest(
            "allocated for each further change", "200 B", 1,
            () => 200, () => (Allocated(before, ObjectData.Changed(apart, 101)) - Allocated(before, apart)) / 100, "B");

        var stock = ObjectData.Stock(Million);
        var (ours, theirs) = (ObjectData.Changed(stock, 0), ObjectData.Changed(stock, 1));
        yield return Contest.OfTime(
            "merge of 10 and 10 changes in a member of 1,000,000", TimeSpan.FromMicroseconds(100),
            () => Merge.ThreeWay(stock, ours, theirs, MergePolicy.Fail));
    }

    private static double Allocated(ImmutableArray<ObjectData.Order> before, ImmutableArray<ObjectData.Order> after)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        _ = Diff.Between(before, after);
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }
}
