using System.Globalization;
using LanguageExt;

namespace Timeline.Causality;

/// <summary>
/// A moment of a <see cref="HybridLogicalClock"/>: milliseconds since 1970, and a counter within them.
/// </summary>
/// <remarks>
/// 63 bits: 47 of time (to the year 6429) and 16 of counter. It orders as its number and its text do. The default
/// value is the first moment of 1970. Immutable and safe to share between threads.
/// </remarks>
public readonly record struct HybridTimestamp : IComparable<HybridTimestamp>, IComparable
{
    /// <summary>The largest counter within one millisecond.</summary>
    public const int LargestCounter = (1 << CounterBits) - 1;

    private const int CounterBits = 16;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeLength = 24;

    private readonly long _bits;

    private HybridTimestamp(long bits) => _bits = bits;

    /// <summary>The last moment that there is.</summary>
    public static HybridTimestamp Last => new(long.MaxValue);

    /// <summary>The physical part, in UTC to the millisecond.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(_bits >> CounterBits);

    /// <summary>The logical part: which moment within the millisecond, from 0.</summary>
    public int Counter => (int)(_bits & LargestCounter);

    /// <summary>The first moment of a time's millisecond.</summary>
    /// <param name="time">The time; one before 1970 counts as 1970.</param>
    /// <returns>The moment, with counter 0; the last millisecond there is for a time beyond it.</returns>
    public static HybridTimestamp At(DateTimeOffset time) =>
        new(Math.Clamp(time.ToUnixTimeMilliseconds(), 0, long.MaxValue >> CounterBits) << CounterBits);

    /// <summary>The moment of a number.</summary>
    /// <param name="bits">What <see cref="ToInt64"/> gave.</param>
    /// <returns>The moment, or <see cref="TimelineError.HybridTimestampInvalid"/> for a negative number.</returns>
    public static Either<TimelineError, HybridTimestamp> FromInt64(long bits) => bits < 0
        ? new TimelineError.HybridTimestampInvalid(bits.ToString(CultureInfo.InvariantCulture))
        : new HybridTimestamp(bits);

    /// <summary>Reads a moment from the text that <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The moment, or <see cref="TimelineError.HybridTimestampInvalid"/>.</returns>
    public static Either<TimelineError, HybridTimestamp> Parse(string text)
    {
        const int Length = TimeLength + 5;
        var invariant = CultureInfo.InvariantCulture;
        return text is { Length: Length } && text[TimeLength] == '-'
            && DateTimeOffset.TryParseExact(
                text.AsSpan(0, TimeLength), TimeForm, invariant, DateTimeStyles.AssumeUniversal, out var time)
            && At(time).Time == time
            && ushort.TryParse(text.AsSpan(TimeLength + 1), NumberStyles.AllowHexSpecifier, invariant, out var counter)
                ? new HybridTimestamp(At(time)._bits + counter)
                : new TimelineError.HybridTimestampInvalid(text ?? "");
    }

    /// <summary>The moment as a number, 0 or more, which orders as moments do.</summary>
    /// <returns>The time in milliseconds times 65,536, and the counter.</returns>
    public long ToInt64() => _bits;

    /// <inheritdoc/>
    public int CompareTo(HybridTimestamp other) => _bits.CompareTo(other._bits);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        HybridTimestamp other => CompareTo(other),
        _ => throw new ArgumentException("A hybrid timestamp compares only with a hybrid timestamp.", nameof(obj)),
    };

    /// <summary>
    /// The moment as text of one length, which orders as moments do: <c>2026-03-02T09:00:00.123Z-00ff</c>.
    /// </summary>
    /// <returns>The time and, in hexadecimal, the counter.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Time.ToString(TimeForm, CultureInfo.InvariantCulture)}-{Counter:x4}");

    /// <summary>Whether the left moment is earlier.</summary>
    public static bool operator <(HybridTimestamp left, HybridTimestamp right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left moment is earlier or the same.</summary>
    public static bool operator <=(HybridTimestamp left, HybridTimestamp right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left moment is later.</summary>
    public static bool operator >(HybridTimestamp left, HybridTimestamp right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left moment is later or the same.</summary>
    public static bool operator >=(HybridTimestamp left, HybridTimestamp right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// The moment after this one, which is not the <see cref="Last"/>: where the counter is full, the time goes on.
    /// </summary>
    internal HybridTimestamp Next() => new(_bits + 1);
}
