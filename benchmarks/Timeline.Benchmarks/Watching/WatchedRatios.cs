using Timeline.Benchmarks.Ratios;

namespace Timeline.Benchmarks.Watching;

/// <summary>What a variable may cost that remembers, against one that does not.</summary>
internal static class WatchedRatios
{
    public static IEnumerable<Contest> All()
    {
        yield return Contest.OfTime(
            "update, a map of 1,000 keys", "ImmutableInterlocked", 3, WatchedWork.UpdateBareMap, WatchedWork.UpdateMap, WatchedWork.Updates);
        yield return Contest.OfTime(
            "set, no observer, a reference", "ImmutableInterlocked", 3, WatchedWork.UpdateBareReference, () => WatchedWork.SetReferences(0), WatchedWork.Sets);
        yield return Contest.OfTime("read, an integer", "a volatile read", 2, WatchedWork.ReadBare, WatchedWork.Read, WatchedWork.Reads);
        yield return Contest.OfTime(
            "set with one listener", "without", 2, () => WatchedWork.SetReferences(0), () => WatchedWork.SetReferences(1), WatchedWork.Sets);
        yield return Contest.OfTime(
            "two threads set one variable", "lock and List.Add", 1, () => WatchedWork.OnTwoThreads(WatchedWork.AddLocked()),
            () => WatchedWork.OnTwoThreads(WatchedWork.SetLocked()), 2 * WatchedWork.Sets);
        yield return Contest.OfMemory("bytes per version", 96, () => WatchedWork.SetReferences(0), WatchedWork.Sets);
        yield return Contest.OfMemory("bytes per version, each with a label", 96, WatchedWork.SetLabelled, WatchedWork.Sets);
    }
}
