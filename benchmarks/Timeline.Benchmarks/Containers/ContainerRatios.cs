using System.Diagnostics;
using Timeline.Benchmarks.Ratios;
using Timeline.Containers;
using Timeline.Stamping;

namespace Timeline.Benchmarks.Containers;

/// <summary>What 5,000 keyed mutations of a tracked dictionary cost, after 200 to warm up.</summary>
/// <remarks>The peer is PyDataTracker, whose times per mutation on a machine as docs/performance.md describes stand
/// here: it is another language. A snapshot of the whole is always there, so that its mode is the base with the whole
/// content of the last entry asked for, by reference.</remarks>
internal static class ContainerRatios
{
    private const int Warming = 200;
    private const int Mutations = 5_000;
    private const string Peer = "PyDataTracker, as it was";

    private static readonly string[] Keys = [.. Enumerable.Range(0, 100).Select(it => $"key{it}")];

    public static IEnumerable<Contest> Contests()
    {
        // As in a process that does it all the time: the code is compiled for good before it is measured.
        for (var round = 0; round < 20; round++) _ = (Mutated(new()), Acting(), Setting());
        var stacks = new TrackingOptions { CaptureStack = true };
        yield return AgainstPeer("base", 187, 150, () => Mutated(new()));
        yield return AgainstPeer("actor", 199, 150, Acting);
        yield return AgainstPeer("snapshot", 885, 150, () => Mutated(new(), it => it.Log.Last.ContentAfter));
        yield return AgainstPeer("full", 963, 1, () => Mutated(new(stacks)));
        yield return Contest.OfTime("actor", "base", 1.05, () => Mutated(new()), Acting, Warming + Mutations);
        yield return Contest.OfTime(
            "snapshot", "base", 1.1, () => Mutated(new()), () => Mutated(new(), it => it.Log.Last.ContentAfter),
            Warming + Mutations);
        yield return Contest.OfTime(
            "full (stack)", "base", 10, () => Mutated(new()), () => Mutated(new(stacks)), Warming + Mutations);
        yield return Contest.OfTime(
            "full (stack)", "new StackTrace()", 2, Walked, () => Mutated(new(stacks)), Warming + Mutations);
        yield return Contest.OfTime(
            "property of an object", "base", 5, () => Mutated(new()), Setting, Warming + Mutations);
        yield return Contest.OfTime(
            "base", "Dictionary, for orientation", 1_000, Bare, () => Mutated(new()), Warming + Mutations);
        yield return Contest.OfMemory("bytes per entry of the log", 1_000, () => Mutated(new()), Warming + Mutations);
    }

    private static Contest AgainstPeer(string mode, double microseconds, double times, Func<object?> ours) => Contest.OfTime(
        $"{mode}, per mutation", Peer, 1 / times, TimeSpan.FromMicroseconds(microseconds), ours, Warming + Mutations);

    private static TrackedDictionary<string, int> Mutated(
        TrackedDictionary<string, int> tracked, Func<TrackedDictionary<string, int>, object>? looking = null)
    {
        for (var i = 0; i < Warming + Mutations; i++)
        {
            tracked[Keys[i % Keys.Length]] = i;
            _ = looking?.Invoke(tracked);
        }

        return tracked;
    }

    private static object Acting()
    {
        using var acting = Actor.As("importer");
        return Mutated(new());
    }

    // The frames that a mutation has below its caller are not there, of which there are five.
    private static object Walked()
    {
        var frames = 0;
        for (var i = 0; i < Warming + Mutations; i++) frames += new StackTrace(fNeedFileInfo: false).FrameCount;
        return frames;
    }

    private static object Setting()
    {
        Thermometer it = new();
        for (var i = 1; i <= Warming + Mutations; i++) it.Degrees = i;
        return it;
    }

    private static object Bare()
    {
        Dictionary<string, int> bare = [];
        for (var i = 0; i < Warming + Mutations; i++) bare[Keys[i % Keys.Length]] = i;
        return bare;
    }

    private sealed class Thermometer : TrackedObject
    {
        private int _degrees;

        public int Degrees
        {
            get => _degrees;
            set => _ = SetProperty(ref _degrees, value);
        }

        public string Place { get; set; } = "";
    }
}
