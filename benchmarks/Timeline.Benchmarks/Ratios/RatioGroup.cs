using Timeline.Benchmarks.Measuring;

namespace Timeline.Benchmarks.Ratios;

/// <summary>Contests that share their data, and the time for measuring them.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Count">About how many contests there are, between which the time is shared.</param>
/// <param name="Contests">Draws them one by one, so that each prepares its own data.</param>
internal sealed record RatioGroup(string Name, int Count, Func<Effort, IEnumerable<Contest>> Contests)
{
    // A side's share of the warming; as much again is left for measuring both.
    private const double Warming = 0.3;

    // What was never warmed is measured while it is compiled, which says nothing at all.
    private static readonly TimeSpan LeastWarming = TimeSpan.FromMilliseconds(60);

    /// <summary>Measures the contests, each when it is asked for.</summary>
    public IEnumerable<RatioLine> Measure(Effort effort, TimeProvider clock)
    {
        var budget = new Budget(effort.Group, Count, clock);
        foreach (var contest in Contests(effort))
        {
            var share = budget.Next();
            yield return Measure(contest, share > TimeSpan.Zero ? effort : effort.Least, share, clock);
        }
    }

    private RatioLine Measure(Contest contest, Effort effort, TimeSpan share, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var sides = contest.Prepare(effort, TimeSpan.FromTicks(Math.Max((share * Warming).Ticks, LeastWarming.Ticks)));
        var (theirs, ours) = (new List<double>(), new List<double>());
        var (least, most) = (contest.Rounds ?? effort.LeastRounds, contest.Rounds ?? effort.MostRounds);
        do
        {
            theirs.Add(Settled(sides.Theirs));
            ours.Add(Settled(sides.Ours));
        }
        while (ours.Count < least || (ours.Count < most && clock.GetElapsedTime(started) < share));
        return new(Name, contest, Median.Of(theirs), Median.Of(ours));
    }

    // What one side leaves to the collector's own thread must not be counted as the other side's time.
    private static double Settled(Func<double> measure)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return measure();
    }
}
