using Timeline.Benchmarks.Measuring;

namespace Timeline.Benchmarks.Growth;

/// <summary>Measures what a law is about, at all its sizes in turn.</summary>
/// <remarks>
/// All sizes are warmed before any is measured: else the smallest would be measured with code that is not yet compiled
/// for good, and look too dear, which hides growth. They are measured in turn, so that an hour in which the machine is
/// slow is slow for all of them.
/// </remarks>
internal static class GrowthMeasurement
{
    private const int Warmings = 3;
    private const int WarmingMilliseconds = 40;
    private const int CompilingMilliseconds = 120;
    private const double SampleNanoseconds = 4e6;
    private const int Rounds = 7;

    /// <summary>The lines of a law: by time, and by allocated bytes where it allocates at all.</summary>
    public static IReadOnlyList<GrowthLine> Of(GrowthLaw law)
    {
        Work[] held = [.. law.Sizes.Select(law.Prepare)];
        try
        {
            return Of(law, [.. held.Select(work => work.Run)]);
        }
        finally
        {
            foreach (var work in held) work.Dispose();
        }
    }

    private static IReadOnlyList<GrowthLine> Of(GrowthLaw law, Func<object?>[] works)
    {
        for (var warming = 0; warming < Warmings; warming++)
        {
            if (warming > 0) Thread.Sleep(CompilingMilliseconds);
            foreach (var work in works) _ = Stopwatched.Warm(work, WarmingMilliseconds);
        }

        int[] repeats = [.. works.Select(work => Stopwatched.Repeats(work, SampleNanoseconds))];
        var samples = works.Select(_ => new List<double>()).ToArray();
        GC.Collect();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < works.Length; i++) samples[i].Add(Stopwatched.Nanoseconds(works[i], repeats[i]));
        }

        var time = new GrowthLine(law, Sign.Time, [.. samples.Select(it => Median.Of(it) / law.Operations)]);
        double[] bytes = [.. works.Select(work => Allocated(work) / law.Operations)];
        return bytes.Any(it => it >= 1) ? [time, new(law, Sign.Bytes, bytes)] : [time];
    }

    private static double Allocated(Func<object?> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        GC.KeepAlive(work());
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
