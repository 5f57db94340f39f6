using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Timeline.Objects;

namespace Timeline.Crdts;

/// <summary>Which of two values is taken where nothing else decides: the same one everywhere.</summary>
internal static class Ties
{
    /// <summary>
    /// The larger one: of texts by ordinal, of all else by what they are in JSON. Needed only where somebody used one
    /// time, or one dot, for two values.
    /// </summary>
    internal static T Larger<T>(T left, T right) => Larger(left, right, value => value);

    /// <summary>The one of two whose part is larger; the left one where the parts are equal.</summary>
    internal static TWhole Larger<TWhole, T>(TWhole left, TWhole right, Func<TWhole, T> part)
    {
        var (ours, theirs) = (part(left), part(right));
        return EqualityComparer<T>.Default.Equals(ours, theirs) || Compare(ours, theirs) >= 0 ? left : right;
    }

    private static int Compare<T>(T left, T right) => left is string text
        ? string.CompareOrdinal(text, right as string)
        : Bytes(left).AsSpan().SequenceCompareTo(Bytes(right));

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(
        value, (JsonTypeInfo<T>)ObjectTree.Default.Options.GetTypeInfo(typeof(T)));
}
