using System.Globalization;

namespace Timeline.Storage;

/// <summary>A place in a store, in words.</summary>
internal static class StorePlace
{
    public static string? Of(string? history, long? number) => (history, number) switch
    {
        (null, _) => null,
        (_, null) => $"'{history}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"version {number} of '{history}'"),
    };
}
