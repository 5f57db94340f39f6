using Timeline.Benchmarks.Measuring;

namespace Timeline.Benchmarks.Ratios;

/// <summary>One required figure: what we do may cost at most so many times what a peer's way costs.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Peer">Against whom.</param>
/// <param name="Most">The largest allowed quotient, ours by theirs.</param>
/// <param name="Unit">Of what is measured.</param>
/// <param name="Prepare">Warms both sides, each within a time.</param>
internal sealed record Contest(string Name, string Peer, double Most, string Unit, Func<Effort, TimeSpan, Sides> Prepare)
{
    /// <summary>A contest that measures in its own way, and needs no warming.</summary>
    /// <remarks>In each round the peer is measured first.</remarks>
    public Contest(string name, string peer, double most, Func<double> theirs, Func<double> ours, string unit)
        : this(name, peer, most, unit, (_, _) => new Sides(theirs, ours))
    {
    }

    /// <summary>How often both sides are measured; null for as often as there is time.</summary>
    public int? Rounds { get; init; }

    /// <summary>A contest of time: each action does some operations and returns something, so that it is not optimised away.</summary>
    public static Contest OfTime(
        string name, string peer, double most, Func<object?> theirs, Func<object?> ours, int operations = 1) => new(
            name, peer, most, "ns",
            (effort, longest) => new Sides(
                Timed(theirs, operations, effort, longest), Timed(ours, operations, effort, longest)));

    /// <summary>A contest against a given time, which a peer took elsewhere.</summary>
    public static Contest OfTime(
        string name, string peer, double most, TimeSpan theirs, Func<object?> ours, int operations = 1) => new(
            name, peer, most, "ns",
            (effort, longest) => new Sides(() => theirs.TotalNanoseconds, Timed(ours, operations, effort, longest)));

    /// <summary>A contest against a given time.</summary>
    public static Contest OfTime(string name, TimeSpan most, Func<object?> ours) =>
        OfTime(name, Figure.Of(most.TotalNanoseconds, "ns"), 1, most, ours);

    /// <summary>A contest of time by the clock, where a disk or a server is waited for: each side takes its turn and says how
    /// many nanoseconds that took. The peer's comes first, and may make what ours needs.</summary>
    public static Contest OfTurns(string name, string peer, double most, Func<double> theirs, Func<double> ours) => new(
        name, peer, most, "ns",
        (effort, longest) =>
        {
            Stopwatched.WarmTurns(() => _ = (theirs(), ours()), effort, 2 * longest);
            return new Sides(theirs, ours);
        });

    /// <summary>A contest of live memory per element, after a full collection.</summary>
    public static Contest OfMemory(
        string name, string peer, double most, Func<object> theirs, Func<object> ours, int elements) =>
        new(name, peer, most, () => Heap(theirs) / elements, () => Heap(ours) / elements, "B");

    /// <summary>A contest of live memory per element against a given number of bytes.</summary>
    public static Contest OfMemory(string name, int most, Func<object> ours, int elements) =>
        new(name, $"{most} B", 1, () => most, () => Heap(ours) / elements, "B");

    private static Func<double> Timed(Func<object?> action, int operations, Effort effort, TimeSpan longest)
    {
        var repeat = Stopwatched.Calibrated(action, effort, longest);
        return () => Stopwatched.Nanoseconds(action, repeat) / operations;
    }

    private static double Heap(Func<object> make)
    {
        var before = GC.GetTotalMemory(true);
        var made = make();
        var after = GC.GetTotalMemory(true);
        GC.KeepAlive(made);
        return after - before;
    }
}
