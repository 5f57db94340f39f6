namespace Timeline.Histories;

/// <summary>When, by whom and with what words a version was recorded.</summary>
/// <remarks>
/// The default value is the first moment of year 1, UTC, with no actor and no label. Ordered by time, then actor,
/// then label (both by ordinal). Immutable and safe to share between threads.
/// </remarks>
public readonly record struct Stamp : IComparable<Stamp>, IComparable
{
    // An empty text is held as null, so that equality of the fields is equality of the stamps.
    private readonly string? _actor;
    private readonly string? _label;

    /// <summary>A stamp at a moment.</summary>
    /// <param name="time">The moment; kept in UTC, to 100 nanoseconds.</param>
    /// <param name="actor">Who; empty for nobody in particular.</param>
    /// <param name="label">In what words; empty for none.</param>
    public Stamp(DateTimeOffset time, string actor = "", string label = "")
        : this(time.UtcTicks, actor, label)
    {
    }

    private Stamp(long ticks, string? actor, string? label)
    {
        Ticks = ticks;
        _actor = string.IsNullOrEmpty(actor) ? null : actor;
        _label = string.IsNullOrEmpty(label) ? null : label;
    }

    /// <summary>The moment in ticks of 100 nanoseconds since the first moment of year 1, UTC.</summary>
    public long Ticks { get; }

    /// <summary>Who recorded the version; empty for nobody in particular.</summary>
    public string Actor => _actor ?? "";

    /// <summary>What was said about the version; empty for nothing.</summary>
    public string Label => _label ?? "";

    /// <summary>The moment, with offset zero.</summary>
    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);

    /// <summary>The stamp at a number of ticks in UTC.</summary>
    /// <param name="ticks">Ticks of 100 nanoseconds since the first moment of year 1.</param>
    /// <param name="actor">Who; empty for nobody in particular.</param>
    /// <param name="label">In what words; empty for none.</param>
    /// <returns>The stamp.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ticks are outside the years 1 to 9999.</exception>
    public static Stamp FromTicks(long ticks, string actor = "", string label = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ticks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticks, DateTime.MaxValue.Ticks);
        return new(ticks, actor, label);
    }

    /// <summary>This stamp with another label.</summary>
    /// <param name="label">The new label; empty for none.</param>
    /// <returns>The stamp with the label.</returns>
    public Stamp WithLabel(string label) => new(Ticks, _actor, label);

    /// <summary>This stamp with <paramref name="label"/> unless it has a label already.</summary>
    /// <param name="label">The label of last resort.</param>
    /// <returns>A stamp with a label.</returns>
    public Stamp WithDefaultLabel(string label) => _label is null ? WithLabel(label) : this;

    /// <summary>This stamp, or the same at the time of <paramref name="other"/> where that is later.</summary>
    /// <param name="other">The stamp that this one must not precede.</param>
    /// <returns>A stamp that is not before <paramref name="other"/>.</returns>
    public Stamp NotBefore(Stamp other) => Ticks >= other.Ticks ? this : new(other.Ticks, _actor, _label);

    /// <inheritdoc/>
    public int CompareTo(Stamp other)
    {
        var byTime = Ticks.CompareTo(other.Ticks);
        if (byTime != 0) return byTime;
        var byActor = string.CompareOrdinal(_actor, other._actor);
        return byActor != 0 ? byActor : string.CompareOrdinal(_label, other._label);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Stamp other => CompareTo(other),
        _ => throw new ArgumentException("A stamp compares only with a stamp.", nameof(obj)),
    };

    /// <summary>Whether the left stamp comes before the right one.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left stamp comes before the right one or equals it.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left stamp comes after the right one.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left stamp comes after the right one or equals it.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;
}
