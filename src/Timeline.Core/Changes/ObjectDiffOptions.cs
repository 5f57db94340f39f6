using System.Collections.Immutable;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>How objects are seen, how their lists are compared, and which differences do not count.</summary>
/// <remarks>
/// <para>By default every difference in what is written counts. With options that pass some over, what is the same to
/// them gives an empty patch, and a patch applied gives what is the same to them as the second object, with the first
/// one's part wherever the two are the same. What is added, removed or replaced is told whole.</para>
/// <para>A merge goes by <see cref="Tree"/> and <see cref="Lists"/> alone. Immutable and safe to share between
/// threads, as far as the comparers are.</para>
/// </remarks>
public sealed record ObjectDiffOptions
{
    /// <summary>The platform's contract, lists compared as values are, and every difference counts.</summary>
    public static readonly ObjectDiffOptions Default = new();

    /// <summary>How the objects are seen.</summary>
    public ObjectTree Tree { get; init; } = ObjectTree.Default;

    /// <summary>How list elements are recognised, and how much may be spent on it.</summary>
    public DiffOptions Lists { get; init; } = DiffOptions.Default;

    /// <summary>Where nothing counts: at these paths and at all below them.</summary>
    public IReadOnlyList<PathPattern> Ignored
    {
        get;
        init => field = Copied(value);
    } = [];

    /// <summary>The texts of which capital and small letters are the same (by their code, in no language).</summary>
    public IReadOnlyList<PathPattern> AnyCase
    {
        get;
        init => field = Copied(value);
    } = [];

    /// <summary>The lists whose order means nothing: equal elements are the same wherever they stand.</summary>
    /// <remarks>
    /// O(n) for elements that are equal, or that what they hold tells apart. Those that only a tolerance or a comparer
    /// can find to be the same are tried with one another, until <see cref="DiffOptions.WorkLimit"/> of
    /// <see cref="Lists"/> is spent: past it some may be taken to differ, and the patch is
    /// <see cref="Patch.Approximate"/>.
    /// </remarks>
    public IReadOnlyList<PathPattern> AnyOrder
    {
        get;
        init => field = Copied(value);
    } = [];

    /// <summary>By how much two floating-point numbers may differ and be the same; 0 for not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or no number.</exception>
    public double Tolerance
    {
        get;
        init
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(value), value, "A tolerance is 0 or more.");
            field = value;
        }
    }

    /// <summary>
    /// So many steps the paths of changes may have: what differs further in is one replacement there. Null for any.
    /// </summary>
    /// <remarks>Then both objects are projected: O(size), less what was seen before.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Depth
    {
        get;
        init
        {
            if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), value, "A depth is 0 or more.");
            field = value;
        }
    }

    private ImmutableDictionary<Type, Func<object, object, bool>> Comparers { get; init; } = [];

    /// <summary>Which differences do not count; null if all do.</summary>
    internal Leniency? Leniency =>
        Ignored.Count + AnyCase.Count + AnyOrder.Count + Comparers.Count == 0 && Tolerance == 0
            ? null
            : new Leniency(Ignored, AnyCase, AnyOrder, Tolerance, Comparers);

    /// <summary>The options by which parts of a type are the same if a comparer says so.</summary>
    /// <typeparam name="T">The type that a part is declared with, or that both really have.</typeparam>
    /// <param name="comparer">Says which are the same; asked of two that are there. The last one given counts.</param>
    /// <returns>The new options.</returns>
    /// <remarks>Two that it tells apart are replaced whole. What it throws is an error with the path.</remarks>
    public ObjectDiffOptions Comparing<T>(IEqualityComparer<T> comparer)
    {
        ArgumentNullException.ThrowIfNull(comparer);
        return this with
        {
            Comparers = Comparers.SetItem(typeof(T), (left, right) => comparer.Equals((T)left, (T)right)),
        };
    }

    // A copy, for whoever made the list may go on to change it.
    private static IReadOnlyList<PathPattern> Copied(IReadOnlyList<PathPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return [.. patterns];
    }
}
