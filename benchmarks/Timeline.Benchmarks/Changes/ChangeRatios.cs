using System.Globalization;
using Timeline.Benchmarks.Ratios;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Benchmarks.Changes;

/// <summary>What the changes between versions of a million entries may cost: what was changed, not what is there.</summary>
internal static class ChangeRatios
{
    private const int Entries = 1_000_000;

    public static IEnumerable<Contest> All()
    {
        var before = Value.Map.From(Enumerable.Range(0, Entries).Select(i => KeyValuePair.Create(Key(i), Value.Of(i))));
        var (ours, theirs) = (Changed(before, 0), Changed(before, 1));
        yield return Contest.OfTime(
            "merge of 10 and 10 changes in 1,000,000 entries", TimeSpan.FromMicroseconds(100),
            () => Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail));

        var contested = Changed(before, 0, "otherwise");
        yield return Contest.OfTime(
            "merge of 10 conflicts, decided, in as many", TimeSpan.FromMicroseconds(100),
            () => Merge.ThreeWay(before, ours, contested, MergePolicy.Theirs));
    }

    private static Value.Map Changed(Value.Map map, int offset, string value = "changed") => Enumerable.Range(0, 10)
        .Aggregate(map, (all, i) => all.Set(Key((i * (Entries / 10)) + offset), Value.Of(value)));

    private static string Key(int i) => i.ToString("D9", CultureInfo.InvariantCulture);
}
