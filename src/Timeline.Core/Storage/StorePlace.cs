using System.Globalization;
using System.Text;

namespace Timeline.Storage;

/// <summary>A place in a store, in words.</summary>
internal static class StorePlace
{
    private const int Longest = 80;

    public static string? Of(string? history, long? number) => (history, number) switch
    {
        (null, _) => null,
        (_, null) => $"'{history}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"version {number} of '{history}'"),
    };

    /// <summary>A name that was read from a damaged row, fit for a message.</summary>
    public static string Printable(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Take(Longest)) _ = text.Append(char.IsControl(c) ? '?' : c);
        return text.ToString();
    }
}
