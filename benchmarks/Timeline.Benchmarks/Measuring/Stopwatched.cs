using System.Diagnostics;

namespace Timeline.Benchmarks.Measuring;

/// <summary>
/// Plain timing: enough repetitions to be well above the clock's grain, in processor time of this process, so that
/// what else the machine does counts less.
/// </summary>
internal static class Stopwatched
{
    private static object? Sink;

    /// <summary>How often an action must run for one sample, after warming it up.</summary>
    /// <param name="action">The action.</param>
    /// <param name="effort">How much warming there is.</param>
    /// <param name="longest">When it ends in any case; the action runs at least once.</param>
    public static int Calibrated(Func<object?> action, Effort effort, TimeSpan longest)
    {
        // Tiered compilation needs some calls, and some time, before the last version of the code runs, and code that is
        // made only once something is called often needs them again: until it gets no faster.
        var started = Stopwatch.GetTimestamp();
        var (last, now) = (0, Warm(action, (int)effort.Warming.TotalMilliseconds));
        for (var round = 1; round < effort.MostWarmings; round++)
        {
            var isEnough = round >= effort.LeastWarmings && now <= last + (last / 10);
            if (isEnough || Stopwatch.GetElapsedTime(started) + effort.Compiling + effort.Warming > longest) break;
            Thread.Sleep(effort.Compiling);
            (last, now) = (now, Warm(action, (int)effort.Warming.TotalMilliseconds));
        }

        return Repeats(action, effort.SampleNanoseconds);
    }

    /// <summary>Warms what waits for a disk or a server, so that nobody sees whether it still gets faster: as often as
    /// anything is warmed.</summary>
    /// <param name="turns">What is done, as long as a sample of it takes.</param>
    /// <param name="effort">How much warming there is.</param>
    /// <param name="longest">When it ends in any case.</param>
    public static void WarmTurns(Action turns, Effort effort, TimeSpan longest)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < effort.MostWarmings && Stopwatch.GetElapsedTime(started) < longest; round++)
        {
            turns();
            Thread.Sleep(effort.Compiling);
        }
    }

    /// <summary>How often an action must run for a sample of so many nanoseconds.</summary>
    public static int Repeats(Func<object?> action, double sample)
    {
        var repeat = 1;
        while (true)
        {
            var total = Nanoseconds(action, repeat) * repeat;
            if (total > sample || repeat > 1 << 28)
                return repeat;
            repeat *= total < sample / 20 ? 10 : 2;
        }
    }

    /// <summary>How often the action could run in a time; once at least.</summary>
    public static int Warm(Func<object?> action, int milliseconds)
    {
        var runs = 0;
        var start = Environment.TickCount64;
        do
        {
            Sink = action();
            runs++;
        }
        while (Environment.TickCount64 - start < milliseconds);
        return runs;
    }

    /// <summary>The processor's time for one run, of so many.</summary>
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
