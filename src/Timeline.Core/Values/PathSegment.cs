using System.Globalization;

namespace Timeline.Values;

/// <summary>One step of a <see cref="ValuePath"/>: a key of a map or an index of a list.</summary>
/// <remarks>
/// A step spelled like an index (<c>0</c>, <c>17</c>, without leading zeros) is one step whether it names an index or a
/// key: JSON Pointer has one spelling for both, and what it means is decided by what it is applied to. Indexes come
/// before keys in order. The default is the index 0.
/// </remarks>
public readonly struct PathSegment : IEquatable<PathSegment>, IComparable<PathSegment>
{
    private readonly string? _key;
    private readonly int _index;

    /// <summary>A step into a list.</summary>
    /// <param name="index">From 0 up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public PathSegment(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        _index = index;
    }

    /// <summary>A step into a map, or into a list if the text is an index.</summary>
    /// <param name="text">A key, an index in decimal digits, or <c>-</c> for the end of a list.</param>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public PathSegment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsIndexText(text, out _index)) return;
        WellFormed.Require(text, nameof(text));
        _key = text;
    }

    private PathSegment(string key, int index) => (_key, _index) = (key, index);

    /// <summary>The step to the <see cref="Text"/> of one that is no index.</summary>
    internal static PathSegment OfKey(string key) => new(key, 0);

    /// <summary>Whether the step can be an index.</summary>
    public bool IsIndex => _key is null;

    /// <summary>Whether the step is <c>-</c>, which names the end of a list where something is added.</summary>
    public bool IsEnd => _key == "-";

    /// <summary>The step as a key.</summary>
    public string Text => _key ?? _index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether two steps are equal.</summary>
    /// <param name="left">A step.</param>
    /// <param name="right">A step.</param>
    /// <returns>True if their texts are the same.</returns>
    public static bool operator ==(PathSegment left, PathSegment right) => left.Equals(right);

    /// <summary>Whether two steps differ.</summary>
    /// <param name="left">A step.</param>
    /// <param name="right">A step.</param>
    /// <returns>True if their texts differ.</returns>
    public static bool operator !=(PathSegment left, PathSegment right) => !left.Equals(right);

    /// <summary>Whether one step comes before another.</summary>
    /// <param name="left">A step.</param>
    /// <param name="right">A step.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator <(PathSegment left, PathSegment right) => left.CompareTo(right) < 0;

    /// <summary>Whether one step comes before another or is equal.</summary>
    /// <param name="left">A step.</param>
    /// <param name="right">A step.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator <=(PathSegment left, PathSegment right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one step comes after another.</summary>
    /// <param name="left">A step.</param>
    /// <param name="right">A step.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator >(PathSegment left, PathSegment right) => left.CompareTo(right) > 0;

    /// <summary>Whether one step comes after another or is equal.</summary>
    /// <param name="left">A step.</param>
    /// <param name="right">A step.</param>
    /// <returns>See <see cref="CompareTo"/>.</returns>
    public static bool operator >=(PathSegment left, PathSegment right) => left.CompareTo(right) >= 0;

    /// <summary>The step as an index of a list.</summary>
    /// <param name="index">The index, or 0.</param>
    /// <returns>False if it is only a key.</returns>
    public bool TryGetIndex(out int index)
    {
        index = _index;
        return _key is null;
    }

    /// <inheritdoc/>
    public bool Equals(PathSegment other) => _index == other._index && _key == other._key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PathSegment other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _key is null ? _index : _key.GetHashCode(StringComparison.Ordinal);

    /// <summary>Indexes by number, then keys by their UTF-16 code units.</summary>
    /// <param name="other">Another step.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(PathSegment other) => (_key, other._key) switch
    {
        (null, null) => _index.CompareTo(other._index),
        (null, _) => -1,
        (_, null) => 1,
        _ => string.CompareOrdinal(_key, other._key),
    };

    /// <summary>The <see cref="Text"/>.</summary>
    /// <returns>The key, or the index in decimal digits.</returns>
    public override string ToString() => Text;

    private static bool IsIndexText(string text, out int index)
    {
        index = 0;
        var isPlain = text.Length is > 0 and <= 10
            && char.IsAsciiDigit(text[0])
            && (text[0] != '0' || text.Length == 1);
        return isPlain && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }
}
