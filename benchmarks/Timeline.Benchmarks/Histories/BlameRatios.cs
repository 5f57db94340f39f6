using Timeline.Benchmarks.Ratios;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;

namespace Timeline.Benchmarks.Histories;

/// <summary>What blame may cost where elements come at the front of a long list: a logarithm each.</summary>
internal static class BlameRatios
{
    private const int Elements = 200_000;
    private const int Insertions = 1000;

    public static IEnumerable<Contest> All()
    {
        var list = Value.List.From(Enumerable.Repeat<Value>(Value.Of(true), Elements));
        var inserted = new Change.Added(ValuePath.Root.Append(0), Value.Of(false));
        var patch = Patch.From(Enumerable.Repeat(inserted, Insertions));
        yield return Contest.OfTime(
            "blame 1,000 insertions in front of 200,000", "no insertion", 1.5,
            () => Follow(list, Patch.Empty), () => Follow(list, patch));
    }

    private static object Follow(Value first, Patch patch) =>
        Blame.Follow(first, 0, [new BlameStep<int>(1, patch)])
            .IfLeft(error => throw new InvalidOperationException(error.Message));
}
