using System.Globalization;
using Timeline.Benchmarks.Growth;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Benchmarks.Changes;

/// <summary>What differences and merges promise: they cost what was changed, whatever is there besides.</summary>
internal static class ChangeGrowth
{
    private const int Few = 10;
    private const int Entries = 1_000_000;
    private static readonly int[] Counts = [10, 100, 1_000, 10_000];

    private static readonly Lazy<Value.Map> Wide = new(() => Map(Entries));

    public static IEnumerable<GrowthLaw> Laws { get; } =
    [
        GrowthLaw.Of("diff", Bound.FixedChanges, GrowthLaw.Decades, size => Differing(Map(size), Few)),
        GrowthLaw.Of("diff-by-changes", Bound.GrowingChanges, Counts, changes => Differing(Wide.Value, changes)),
        GrowthLaw.Of("merge", Bound.FixedChanges, GrowthLaw.Decades, size => Merging(Map(size), Few)),
        GrowthLaw.Of("merge-by-changes", Bound.GrowingChanges, Counts, changes => Merging(Wide.Value, changes)),
        GrowthLaw.Of("patch", Bound.FixedChanges, GrowthLaw.Decades, size => Patching(Map(size), Few)),
    ];

    private static Func<object?> Differing(Value.Map before, int changes)
    {
        var after = Changed(before, changes, 0);
        return () => Diff.Between(before, after);
    }

    private static Func<object?> Merging(Value.Map before, int changes)
    {
        var (ours, theirs) = (Changed(before, changes, 0), Changed(before, changes, 1));
        return () => Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
    }

    private static Func<object?> Patching(Value.Map before, int changes)
    {
        var patch = Diff.Between(before, Changed(before, changes, 0));
        return () => patch.Apply(before);
    }

    // Spread over all entries, and never the same for two sides.
    private static Value.Map Changed(Value.Map map, int changes, int side) => Enumerable.Range(0, changes)
        .Aggregate(map, (all, i) => all.Set(Key((i * (map.Count / changes)) + side), Value.Of("changed")));

    private static Value.Map Map(int size) =>
        Value.Map.From(Enumerable.Range(0, size).Select(i => KeyValuePair.Create(Key(i), Value.Of((long)i))));

    private static string Key(int i) => i.ToString("D9", CultureInfo.InvariantCulture);
}
