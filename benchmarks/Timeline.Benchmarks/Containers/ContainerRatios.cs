using Timeline.Benchmarks.Ratios;
using Timeline.Containers;

namespace Timeline.Benchmarks.Containers;

/// <summary>What 5,000 keyed mutations of a tracked dictionary cost.</summary>
/// <remarks>The peer is PyDataTracker, whose times per mutation on a machine as docs/performance.md describes stand
/// here: it is another language. A snapshot of the whole is always there, so that its mode is the base with the whole
/// content of the last entry asked for, by reference.</remarks>
internal static class ContainerRatios
{
    private const string Peer = "PyDataTracker, as it was";

    public static IEnumerable<Contest> Contests()
    {
        // As in a process that does it all the time: the code is compiled for good before it is measured.
        for (var round = 0; round < 20; round++) _ = (ContainerWork.Mutated(new()), ContainerWork.Acting(), ContainerWork.Setting());
        var stacks = new TrackingOptions { CaptureStack = true };
        yield return AgainstPeer("base", 187, 150, () => ContainerWork.Mutated(new()));
        yield return AgainstPeer("actor", 199, 150, ContainerWork.Acting);
        yield return AgainstPeer("snapshot", 885, 150, () => ContainerWork.Mutated(new(), it => it.Log.Last.ContentAfter));
        yield return AgainstPeer("full", 963, 1, () => ContainerWork.Mutated(new(stacks)));
        yield return Contest.OfTime("actor", "base", 1.05, () => ContainerWork.Mutated(new()), ContainerWork.Acting, ContainerWork.Operations);
        yield return Contest.OfTime(
            "snapshot", "base", 1.1, () => ContainerWork.Mutated(new()), () => ContainerWork.Mutated(new(), it => it.Log.Last.ContentAfter),
            ContainerWork.Operations);
        yield return Contest.OfTime(
            "full (stack)", "base", 10, () => ContainerWork.Mutated(new()), () => ContainerWork.Mutated(new(stacks)), ContainerWork.Operations);
        yield return Contest.OfTime(
            "full (stack)", "new StackTrace()", 2, ContainerWork.Walked, () => ContainerWork.Mutated(new(stacks)), ContainerWork.Operations);
        yield return Contest.OfTime(
            "property of an object", "base", 5, () => ContainerWork.Mutated(new()), ContainerWork.Setting, ContainerWork.Operations);
        yield return Contest.OfTime(
            "base", "Dictionary, for orientation", 1_000, ContainerWork.Bare, () => ContainerWork.Mutated(new()), ContainerWork.Operations);
        yield return Contest.OfMemory("bytes per entry of the log", 1_000, () => ContainerWork.Mutated(new()), ContainerWork.Operations);
    }

    private static Contest AgainstPeer(string mode, double microseconds, double times, Func<object?> ours) => Contest.OfTime(
        $"{mode}, per mutation", Peer, 1 / times, TimeSpan.FromMicroseconds(microseconds), ours, ContainerWork.Operations);
}
