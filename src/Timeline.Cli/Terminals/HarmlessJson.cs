using System.Buffers;
using System.Globalization;
using System.Text;

namespace Timeline.Cli.Terminals;

/// <summary>JSON text that says the same without the characters that could steer a terminal.</summary>
internal static class HarmlessJson
{
    private static readonly SearchValues<char> Steering = SearchValues.Create(Characters());

    /// <summary>Writes what could steer a terminal as escapes.</summary>
    /// <remarks>These characters stand in JSON only within strings, where an escape says the same.</remarks>
    /// <param name="json">JSON text.</param>
    /// <returns>The text; the same object where there is nothing to escape.</returns>
    public static string Of(string json)
    {
        if (!json.AsSpan().ContainsAny(Steering)) return json;
        var safe = new StringBuilder(json.Length + 64);
        foreach (var letter in json)
        {
            if (Steering.Contains(letter)) _ = safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else _ = safe.Append(letter);
        }

        return safe.ToString();
    }

    /// <summary>Writes what could steer a terminal as escapes.</summary>
    /// <param name="json">JSON text as UTF-8.</param>
    /// <returns>The text as UTF-8.</returns>
    public static byte[] Of(ReadOnlySpan<byte> json) => Encoding.UTF8.GetBytes(Of(Encoding.UTF8.GetString(json)));

    // Delete, the second set of controls, and the marks that change the direction of text or end a line.
    private static string Characters()
    {
        IEnumerable<int> codes =
        [
            0x7f, .. Enumerable.Range(0x80, 0x20), 0x61c, 0x200e, 0x200f, 0x2028, 0x2029,
            .. Enumerable.Range(0x202a, 5), .. Enumerable.Range(0x2066, 4),
        ];
        return string.Concat(codes.Select(code => (char)code));
    }
}
