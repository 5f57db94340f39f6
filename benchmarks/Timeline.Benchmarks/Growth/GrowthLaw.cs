namespace Timeline.Benchmarks.Growth;

/// <summary>One promise of how a cost grows, and how it is measured.</summary>
/// <param name="Name">What is done, without spaces.</param>
/// <param name="Bound">What is promised.</param>
/// <param name="Sizes">The sizes that are measured, growing.</param>
/// <param name="Prepare">Makes what has a size, and gives the work on it.</param>
/// <param name="Operations">How many of what is promised one run of the work does.</param>
internal sealed record GrowthLaw(
    string Name, Bound Bound, int[] Sizes, Func<int, Work> Prepare, int Operations = 1)
{
    /// <summary>A law about what needs no closing.</summary>
    public static GrowthLaw Of(string name, Bound bound, int[] sizes, Func<int, Func<object?>> prepare, int operations = 1) =>
        new(name, bound, sizes, size => new Work(prepare(size)), operations);

    /// <summary>The usual sizes.</summary>
    public static int[] Decades { get; } = [1_000, 10_000, 100_000, 1_000_000];
}
