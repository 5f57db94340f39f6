using System.Globalization;

namespace Timeline.Objects;

/// <summary>A value in a few words for people: what it says of itself, or what is in it.</summary>
internal static class ValueText
{
    private const int Longest = 200;

    /// <summary>
    /// The text of a value's own <c>ToString</c>; of one that has none of its own, as collections and plain classes,
    /// its content as JSON, cut where it gets long.
    /// </summary>
    public static string Of<T>(T value)
    {
        if (value is null) return "null";
        if (SpeaksForItself(value)) return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var text = ObjectTree.Default.ToValue(value).Match(seen => seen.ToString(), _ => $"{value}");
        return text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}…";
    }

    private static bool SpeaksForItself(object value) =>
        value is IFormattable or string or Values.Value
        || (value.GetType().GetMethod(nameof(ToString), []) is { DeclaringType: { } owner }
            && owner != typeof(object) && owner != typeof(ValueType));
}
