using LanguageExt;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Causality;

/// <summary>Who counts: the name of one replica, node, device or agent.</summary>
/// <remarks>
/// A text that is not empty, has at most 200 UTF-16 units, no half surrogate pairs and no U+0000, which databases do
/// not keep. Compared and ordered by ordinal. Its hash is taken once, and names that are met again and again are mostly
/// one object. Immutable and safe to share between threads.
/// </remarks>
public sealed class ReplicaId : IEquatable<ReplicaId>, IComparable<ReplicaId>, IComparable
{
    internal const int LengthMax = 200;

    private readonly int _hash;

    private ReplicaId(string text)
    {
        Text = text;
        _hash = HashOf(text);
    }

    /// <summary>The name as written.</summary>
    public string Text { get; }

    /// <summary>Reads a name.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The name, or <see cref="TimelineError.ReplicaIdInvalid"/> with the rule it breaks.</returns>
    public static Either<TimelineError, ReplicaId> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Recent(text) is { } known ? known
            : Fault(text) is { } reason ? new TimelineError.ReplicaIdInvalid(text, reason)
            : ReplicaNames.Keep(new ReplicaId(text));
    }

    /// <summary>The name with a text that the caller knows to be one.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The text is not a name.</exception>
    public static ReplicaId Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Recent(text) is { } known ? known
            : Fault(text) is { } reason
                ? throw new ArgumentException($"'{text}' cannot name a replica: it {reason}.", nameof(text))
            : ReplicaNames.Keep(new ReplicaId(text));
    }

    /// <summary>Which rule a text breaks, in words that follow "it"; null for a proper name.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The rule, or null.</returns>
    public static string? Fault(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? "is empty"
            : text.Length > LengthMax ? $"is longer than {LengthMax} characters"
            : !WellFormed.Is(text) ? "has half of a surrogate pair"
            : text.Contains('\0', StringComparison.Ordinal) ? "has the character U+0000"
            : null;
    }

    /// <inheritdoc/>
    public bool Equals(ReplicaId? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && TextKey.Same(Text, other.Text));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReplicaId);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public int CompareTo(ReplicaId? other) =>
        ReferenceEquals(this, other) ? 0 : string.CompareOrdinal(Text, other?.Text);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        ReplicaId other => CompareTo(other),
        _ => throw new ArgumentException("A replica compares only with a replica.", nameof(obj)),
    };

    /// <summary>The name as written.</summary>
    /// <returns>The <see cref="Text"/>.</returns>
    public override string ToString() => Text;

    /// <summary>Whether two names are the same.</summary>
    public static bool operator ==(ReplicaId? left, ReplicaId? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(ReplicaId? left, ReplicaId? right) => !(left == right);

    /// <summary>Whether the left name comes before the right one.</summary>
    public static bool operator <(ReplicaId? left, ReplicaId? right) => Order(left, right) < 0;

    /// <summary>Whether the left name comes before the right one or equals it.</summary>
    public static bool operator <=(ReplicaId? left, ReplicaId? right) => Order(left, right) <= 0;

    /// <summary>Whether the left name comes after the right one.</summary>
    public static bool operator >(ReplicaId? left, ReplicaId? right) => Order(left, right) > 0;

    /// <summary>Whether the left name comes after the right one or equals it.</summary>
    public static bool operator >=(ReplicaId? left, ReplicaId? right) => Order(left, right) >= 0;

    /// <summary>The name of a text, if it was met lately.</summary>
    internal static ReplicaId? Recent(ReadOnlySpan<char> text) => ReplicaNames.Find(text, HashOf(text));

    private static int HashOf(ReadOnlySpan<char> text) => unchecked((int)TextKey.HashOf(text));

    private static int Order(ReplicaId? left, ReplicaId? right) => string.CompareOrdinal(left?.Text, right?.Text);
}
