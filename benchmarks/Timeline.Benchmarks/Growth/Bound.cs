namespace Timeline.Benchmarks.Growth;

/// <summary>A promise of how a cost grows.</summary>
/// <param name="Name">As documentation writes it.</param>
/// <param name="Cost">The cost that is promised for a size, up to a factor.</param>
/// <param name="Outgrows">
/// How much the exponent of its time may be larger because what is walked grows with the size, until it leaves even the
/// last cache: a step then takes ten times what it took, and takes three decades for it.
/// </param>
/// <remarks>
/// A logarithm is no power, but over the sizes that are measured it looks like one: from 1,000 to 1,000,000 it doubles,
/// which is an exponent of 0.1. So what is promised is fitted in the same way as what is measured, at the same sizes.
/// </remarks>
internal sealed record Bound(string Name, Func<double, double> Cost, double Outgrows = 0)
{
    /// <summary>The same whatever the size.</summary>
    public static Bound Constant { get; } = new("O(1)", _ => 2);

    /// <summary>The height of a tree.</summary>
    public static Bound Logarithmic { get; } = new("O(log n)", n => Math.Log2(n));

    /// <summary>For each of a fixed number of changes the height of a tree.</summary>
    public static Bound FixedChanges { get; } = new("O(changes · log n)", n => Math.Log2(n));

    /// <summary>As many steps as there are changes, of which the size is the number, in a tree whose height stays.</summary>
    public static Bound GrowingChanges { get; } = new("O(changes · log n)", changes => 2 * changes, 0.15);

    /// <summary>In proportion to the size.</summary>
    public static Bound Linear { get; } = new("O(n)", n => 2 * n, 0.15);

    /// <summary>The exponent that a cost has which keeps the promise exactly, at these sizes.</summary>
    public double Exponent(IEnumerable<int> sizes) => PowerLaw.Exponent([.. sizes.Select(size => ((double)size, Cost(size)))]);
}
