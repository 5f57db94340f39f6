using System.Globalization;

namespace Timeline.Benchmarks.Ratios;

/// <summary>
/// Runs contests in one process, both sides in turn, and prints the quotient of the medians beside what is required.
/// </summary>
/// <remarks>A quick look; the BenchmarkDotNet suites are the careful one.</remarks>
internal static class RatioReport
{
    private const int Rounds = 5;

    /// <summary>Runs a suite; it is drawn lazily, so that each contest prepares its own data.</summary>
    /// <returns>How many contests are lost.</returns>
    public static int Run(string title, IEnumerable<Contest> contests)
    {
        Console.WriteLine(title);
        Console.WriteLine($"{"",-50} {"peer",-22} {"theirs",12} {"ours",12} {"ratio",8} {"most",8}");
        var lost = 0;
        foreach (var contest in contests)
            lost += Run(contest) ? 0 : 1;
        Console.WriteLine(lost == 0 ? "All reached." : $"{lost} not reached.");
        return lost;
    }

    private static bool Run(Contest contest)
    {
        var theirs = new double[Rounds];
        var ours = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            theirs[round] = Settled(contest.Theirs);
            ours[round] = Settled(contest.Ours);
        }
        var (peer, own) = (Median(theirs), Median(ours));
        var ratio = own / peer;
        var reached = ratio <= contest.Most;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{contest.Name,-50} {contest.Peer,-22} {Figure(peer, contest.Unit),12} {Figure(own, contest.Unit),12} {ratio,8:0.####} {contest.Most,8:0.####} {(reached ? "PASS" : "gap")}"));
        return reached;
    }

    // What one side leaves to the collector's own thread must not be counted as the other side's time.
    private static double Settled(Func<double> measure)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return measure();
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static string Figure(double value, string unit) => (unit, value) switch
    {
        ("ns", >= 1e6) => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0} ms"),
        ("ns", >= 1e4) => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.0} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {unit}"),
    };
}
