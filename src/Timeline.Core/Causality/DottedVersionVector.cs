namespace Timeline.Causality;

/// <summary>One write beside what its writer knew, so that comparing two writes is one look-up.</summary>
/// <remarks>
/// <para>
/// After Preguiça, Baquero, Almeida, Fonte and Gonçalves, "Dotted version vectors" (2010): unlike a plain vector it
/// tells apart two writes that one replica took in, one after the other, from two writers who knew nothing of each
/// other.
/// </para>
/// <para>
/// Law: a write is before another exactly where the other's writer knew it. Immutable and safe to share between
/// threads.
/// </para>
/// </remarks>
public sealed record DottedVersionVector
{
    /// <summary>A write.</summary>
    /// <param name="dot">Which step it is.</param>
    /// <param name="past">What its writer knew before.</param>
    /// <exception cref="ArgumentException">The step is in its own past, or is no step of anybody.</exception>
    public DottedVersionVector(Dot dot, VersionVector past)
    {
        ArgumentNullException.ThrowIfNull(past);
        if (dot.Replica is null || past.Contains(dot))
            throw new ArgumentException("It is no step, or is in its own past.", nameof(dot));
        Dot = dot;
        Past = past;
    }

    /// <summary>Which step the write is.</summary>
    public Dot Dot { get; }

    /// <summary>What its writer knew before.</summary>
    public VersionVector Past { get; }

    /// <summary>What is known after the write, its own step included, which may lie beyond a gap.</summary>
    public CausalContext Context => CausalContext.Of(Past).Add(Dot);

    /// <summary>Whether the writer knew of a step, or took it.</summary>
    /// <param name="dot">The step.</param>
    /// <returns>True if so.</returns>
    public bool Contains(Dot dot) => dot == Dot || Past.Contains(dot);

    /// <summary>How this write stands to another. O(1): two look-ups.</summary>
    /// <param name="other">The other write.</param>
    /// <returns>
    /// <see cref="CausalOrder.Before"/> if the other's writer knew this one; <see cref="CausalOrder.Equal"/> for one
    /// and the same step.
    /// </returns>
    public CausalOrder Compare(DottedVersionVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Dot == other.Dot ? CausalOrder.Equal
            : other.Past.Contains(Dot) ? CausalOrder.Before
            : Past.Contains(other.Dot) ? CausalOrder.After
            : CausalOrder.Concurrent;
    }

    /// <summary>Of several writes those that no other of them replaces: the concurrent ones.</summary>
    /// <param name="writes">The writes; of one and the same step the first counts.</param>
    /// <returns>The writes that stand, in the order of their steps.</returns>
    public static IReadOnlyList<DottedVersionVector> Latest(IEnumerable<DottedVersionVector> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        DottedVersionVector[] all = [.. writes.DistinctBy(write => write.Dot).OrderBy(write => write.Dot)];
        return [.. all.Where(write => !all.Any(other => other.Past.Contains(write.Dot)))];
    }
}
