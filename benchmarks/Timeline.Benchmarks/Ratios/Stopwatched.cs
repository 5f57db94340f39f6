namespace Timeline.Benchmarks.Ratios;

/// <summary>
/// Plain timing: enough repetitions to be well above the clock's grain, in processor time of this process, so that
/// what else the machine does counts less.
/// </summary>
internal static class Stopwatched
{
    private const double SampleNanoseconds = 8e6;
    private static object? Sink;

    /// <summary>How often an action must run for one sample, after warming it up.</summary>
    public static int Calibrated(Func<object?> action)
    {
        // Tiered compilation needs some calls, and some time, before the last version of the code runs.
        Warm(action, 120);
        Thread.Sleep(120);
        Warm(action, 50);
        var repeat = 1;
        while (true)
        {
            var total = Nanoseconds(action, repeat) * repeat;
            if (total > SampleNanoseconds || repeat > 1 << 28)
                return repeat;
            repeat *= total < SampleNanoseconds / 20 ? 10 : 2;
        }
    }

    private static void Warm(Func<object?> action, int milliseconds)
    {
        var start = Environment.TickCount64;
        while (Environment.TickCount64 - start < milliseconds)
            Sink = action();
    }

    public static double Nanoseconds(Func<object?> action, int repeat)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < repeat; i++)
            Sink = action();
        var elapsed = Environment.CpuUsage.TotalTime - start;
        GC.KeepAlive(Sink);
        return elapsed.TotalNanoseconds / repeat;
    }
}
