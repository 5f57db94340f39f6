using System.Globalization;
using LanguageExt;

namespace Timeline.Events;

/// <summary>A place in the order in which one store gives its events: before it lies what a reader has seen.</summary>
/// <remarks>
/// Opaque: it means something only to the store it came from, which may use one number or two (a store whose
/// transactions end in another order than they began needs both). Readers compare it, keep it, and give it back; a
/// store to which it means nothing refuses it, as far as it can tell.
/// The default value is <see cref="Start"/>. Immutable and safe to share between threads.
/// </remarks>
public readonly record struct EventPosition : IComparable<EventPosition>, IComparable
{
    /// <summary>A position for the implementation of a store.</summary>
    /// <param name="transaction">What is ordered by first; 0 where one number is enough.</param>
    /// <param name="sequence">What is ordered by second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is negative.</exception>
    public EventPosition(ulong transaction, long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        Transaction = transaction;
        Sequence = sequence;
    }

    /// <summary>The position before every event.</summary>
    public static EventPosition Start => default;

    /// <summary>What is ordered by first; for the implementation of a store.</summary>
    public ulong Transaction { get; }

    /// <summary>What is ordered by second; for the implementation of a store.</summary>
    public long Sequence { get; }

    /// <summary>The position of a store for which one number is enough.</summary>
    /// <param name="sequence">The number.</param>
    /// <returns>The position.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static EventPosition Of(long sequence) => new(0, sequence);

    /// <summary>Reads a position from the text that <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The position, or <see cref="TimelineError.EventPositionInvalid"/>.</returns>
    public static Either<TimelineError, EventPosition> Parse(string text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && parts.All(part => part is "0" or [not '0', ..])
                ? new EventPosition(transaction, sequence)
                : new TimelineError.EventPositionInvalid(text ?? "");
    }

    /// <inheritdoc/>
    public int CompareTo(EventPosition other)
    {
        var order = Transaction.CompareTo(other.Transaction);
        return order == 0 ? Sequence.CompareTo(other.Sequence) : order;
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        EventPosition other => CompareTo(other),
        _ => throw new ArgumentException("A position compares only with a position.", nameof(obj)),
    };

    /// <summary>The position as text, to be kept.</summary>
    /// <returns>Two whole numbers with a hyphen between them.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction}-{Sequence}");

    /// <summary>Whether the left position comes first.</summary>
    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left position comes first or is the same.</summary>
    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left position comes last.</summary>
    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left position comes last or is the same.</summary>
    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}
