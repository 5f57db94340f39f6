using Timeline.Benchmarks.Measuring;

namespace Timeline.Benchmarks.Ratios;

/// <summary>One required figure: what we do may cost at most so many times what a peer's way costs.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Peer">Against whom.</param>
/// <param name="Most">The largest allowed quotient, ours by theirs.</param>
/// <param name="Theirs">Measures the peer once.</param>
/// <param name="Ours">Measures us once.</param>
/// <param name="Unit">Of what is measured.</param>
internal sealed record Contest(
    string Name, string Peer, double Most, Func<double> Theirs, Func<double> Ours, string Unit)
{
    /// <summary>A contest of time: each action does some operations and returns something, so that it is not optimised away.</summary>
    public static Contest OfTime(
        string name, string peer, double most, Func<object?> theirs, Func<object?> ours, int operations = 1)
    {
        var (repeatTheirs, repeatOurs) = (Stopwatched.Calibrated(theirs), Stopwatched.Calibrated(ours));
        return new Contest(
            name, peer, most,
            () => Stopwatched.Nanoseconds(theirs, repeatTheirs) / operations,
            () => Stopwatched.Nanoseconds(ours, repeatOurs) / operations,
            "ns");
    }

    /// <summary>A contest against a given time.</summary>
    public static Contest OfTime(string name, TimeSpan most, Func<object?> ours)
    {
        var repeat = Stopwatched.Calibrated(ours);
        return new Contest(
            name, $"{most.TotalMilliseconds} ms", 1,
            () => most.TotalNanoseconds, () => Stopwatched.Nanoseconds(ours, repeat), "ns");
    }

    /// <summary>A contest of live memory per element, after a full collection.</summary>
    public static Contest OfMemory(
        string name, string peer, double most, Func<object> theirs, Func<object> ours, int elements) =>
        new(name, peer, most, () => Heap(theirs) / elements, () => Heap(ours) / elements, "B");

    /// <summary>A contest of live memory per element against a given number of bytes.</summary>
    public static Contest OfMemory(string name, int most, Func<object> ours, int elements) =>
        new(name, $"{most} B", 1, () => most, () => Heap(ours) / elements, "B");

    private static double Heap(Func<object> make)
    {
        var before = GC.GetTotalMemory(true);
        var made = make();
        var after = GC.GetTotalMemory(true);
        GC.KeepAlive(made);
        return after - before;
    }
}
