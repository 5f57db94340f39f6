namespace Timeline.Benchmarks.Ratios;

/// <summary>
/// Plain timing: enough repetitions to be well above the clock's grain, in processor time of this process, so that
/// what else the machine does counts less.
/// </summary>
internal static class Stopwatched
{
    private const double SampleNanoseconds = 8e6;
    private const int LeastRounds = 4;
    private const int MostRounds = 8;
    private const int WarmingMilliseconds = 100;
    private static object? Sink;

    /// <summary>How often an action must run for one sample, after warming it up.</summary>
    public static int Calibrated(Func<object?> action)
    {
        // Tiered compilation needs some calls, and some time, before the last version of the code runs, and code that is
        // made only once something is called often needs them again: until it gets no faster.
        var (last, now) = (0, Warm(action));
        for (var round = 1; round < LeastRounds || (round < MostRounds && now > last + (last / 10)); round++)
        {
            Thread.Sleep(120);
            (last, now) = (now, Warm(action));
        }

        var repeat = 1;
        while (true)
        {
            var total = Nanoseconds(action, repeat) * repeat;
            if (total > SampleNanoseconds || repeat > 1 << 28)
                return repeat;
            repeat *= total < SampleNanoseconds / 20 ? 10 : 2;
        }
    }

    /// <summary>How often the action could run in the time for one round.</summary>
    private static int Warm(Func<object?> action)
    {
        var runs = 0;
        for (var start = Environment.TickCount64; Environment.TickCount64 - start < WarmingMilliseconds; runs++)
            Sink = action();
        return runs;
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
