namespace Timeline.Benchmarks.Growth;

/// <summary>What stands for a cost, and how far its exponent may lie above what is promised.</summary>
/// <param name="Name">What a line says of it; nothing for the usual one.</param>
/// <param name="Unit">Of what is measured.</param>
/// <param name="Tolerance">Added to the exponent of the promise.</param>
internal sealed record Sign(string Name, string Unit, double Tolerance)
{
    /// <summary>Time of the processor.</summary>
    /// <remarks>
    /// A law asks few places again and again, so that what it walks lies in the processor's caches at every size, and
    /// steps are what is timed, not memory. Yet the nodes of a small tree lie in the first cache and those of a large one
    /// in the second, which takes up to four times as long: over three decades an exponent of 0.2; 0.05 more is the noise
    /// of a fit. What grows with the square root of the size is thus found out, and what grows with the size by far.
    /// </remarks>
    public static Sign Time { get; } = new("", "ns", 0.25);

    /// <summary>Allocated bytes, which are the same in every run: a tree of another height, or a node more.</summary>
    public static Sign Bytes { get; } = new("/bytes", "B", 0.1);
}
