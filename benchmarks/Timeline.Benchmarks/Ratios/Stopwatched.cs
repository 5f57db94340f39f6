using System.Diagnostics;

namespace Timeline.Benchmarks.Ratios;

/// <summary>Plain timing: enough repetitions to be well above the clock's grain.</summary>
internal static class Stopwatched
{
    private const double SampleNanoseconds = 15e6;
    private static object? Sink;

    /// <summary>How often an action must run for one sample, after warming it up.</summary>
    public static int Calibrated(Func<object?> action)
    {
        var repeat = 1;
        while (true)
        {
            // Tiered compilation needs a few calls, and a moment, before the last version of the code runs.
            var total = Nanoseconds(action, repeat) * repeat;
            if (total > SampleNanoseconds || repeat > 1 << 28)
                return repeat;
            repeat *= total < SampleNanoseconds / 20 ? 10 : 2;
        }
    }

    public static double Nanoseconds(Func<object?> action, int repeat)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeat; i++)
            Sink = action();
        var elapsed = Stopwatch.GetElapsedTime(start);
        GC.KeepAlive(Sink);
        return elapsed.TotalNanoseconds / repeat;
    }
}
