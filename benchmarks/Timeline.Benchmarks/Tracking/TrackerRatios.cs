using System.Collections.Immutable;
using System.Diagnostics;
using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;
using Timeline.ChangeTracking;

namespace Timeline.Benchmarks.Tracking;

/// <summary>What asking costs for changes of 10,000 variables.</summary>
internal static class TrackerRatios
{
    private const int All = TrackerShape.Variables;

    public static IEnumerable<Contest> Contests(Effort effort)
    {
        foreach (var (shape, make) in new (string, Func<TrackerShape>)[] { ("deep", TrackerShape.Deep), ("flat", TrackerShape.Flat) })
        {
            var made = make();

            // As in a process that asks all the time: the code is compiled for good before it is measured.
            for (var round = 0; round < effort.Of(200, 20); round++) _ = (Once(made, 0), Once(made, 10), Once(made, round < 20 ? All : 10));
            foreach (var (changed, times) in new[] { (0, 20.0), (10, 18), (All, 5) })
            {
                if (TrackerPeer.Of(shape, changed) is { } peer)
                    yield return Detecting($"{shape}, {changed:N0} changed", peer, 1 / times, made, changed);
            }

            yield return Allocating($"{shape}, nothing changed, allocated", 1, made, 0);
            yield return Allocating($"{shape}, 10 changed, allocated for each", 4_000, made, 10);
        }

        var firm = FirmRoot();
        yield return Contest.OfTime(
            "a root that never changes, 10,000 variables below", TimeSpan.FromMicroseconds(1), () => firm.DetectChanges());
    }

    private static Contest Detecting(string name, double peer, double most, TrackerShape shape, int changed) => new(
        name, TrackerPeer.Name, most, () => peer, () => Enumerable.Range(0, 9).Select(_ => Once(shape, changed)).Order().ElementAt(4), "ns");

    private static double Once(TrackerShape shape, int changed)
    {
        for (var i = 0; i < changed; i++) shape.Change(i * (All / changed));
        var started = Stopwatch.GetTimestamp();
        var changes = shape.Tracker.DetectChanges();
        var time = Stopwatch.GetElapsedTime(started).TotalNanoseconds;

        // Half of the variables of the flat shape are of objects, which stay.
        return changed == 0 == (changes.Count == 0) ? time : throw new InvalidOperationException("A change was missed.");
    }

    private static Contest Allocating(string name, int most, TrackerShape shape, int changed) => new(
        name, $"{most:N0} B", 1, () => most,
        () =>
        {
            _ = Once(shape, changed);
            for (var i = 0; i < changed; i++) shape.Change(i * (All / changed));
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = shape.Tracker.DetectChanges();
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Math.Max(1, changed);
        },
        "B");

    public static ChangeTracker FirmRoot()
    {
        var tracker = new ChangeTracker();
        var root = tracker.CreateVariable(Enumerable.Range(0, All).ToImmutableList());
        for (var i = 0; i < All; i++) _ = tracker.CreateVariable(root, $"{i}");
        return tracker;
    }
}
