using System.Globalization;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>Keys as steps of a path: the names they have in JSON.</summary>
internal static class KeyText<TKey>
    where TKey : notnull
{
    private static readonly KeyNames<TKey> Names = new(ObjectTree.Default);

    /// <summary>The name of a key.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static string Of(TKey key)
    {
        if (key is string text && WellFormed.Is(text)) return text;
        if (typeof(TKey) == typeof(int)) return ((int)(object)key).ToString(CultureInfo.InvariantCulture);
        if (typeof(TKey) == typeof(long)) return ((long)(object)key).ToString(CultureInfo.InvariantCulture);
        try
        {
            return Names.Of(key);
        }
        catch (ObjectFault fault)
        {
            throw new ArgumentException(
                $"A key of type {key.GetType()} cannot be recorded: {fault.Message}", nameof(key), fault);
        }
    }
}
