using Timeline.Benchmarks.Ratios;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;

namespace Timeline.Benchmarks.Histories;

/// <summary>What blame may cost where elements come at the front of a long list: a logarithm each.</summary>
internal static class BlameRatios
{
    private const int Insertions = 10_000;

    public static IEnumerable<Contest> All()
    {
        var (few, many) = (Elements(2_000), Elements(200_000));
        var inserted = new Change.Added(ValuePath.Root.Append(0), Value.Of(false));
        var patch = Patch.From(Enumerable.Repeat(inserted, Insertions));

        // The logarithm is 1.6 times as large, a walk would be 20 to 100 times.
        yield return Contest.OfTime(
            $"blame {Insertions:N0} insertions in front of 200,000", "in front of 2,000", 2,
            () => Follow(few, patch), () => Follow(many, patch));
    }

    private static Value.List Elements(int count) => Value.List.From(Enumerable.Repeat<Value>(Value.Of(true), count));

    private static object Follow(Value first, Patch patch) =>
        Blame.Follow(first, 0, [new BlameStep<int>(1, patch)])
            .IfLeft(error => throw new InvalidOperationException(error.Message));
}
