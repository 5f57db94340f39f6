using System.Text;

namespace Timeline.Storage;

/// <summary>What makes a text the name of a history.</summary>
internal static class HistoryNameGrammar
{
    private const int LongestPath = 512;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with a text as the name of a history; null for a proper name.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The fault in words, or null.</returns>
    public static string? Fault(string? text)
    {
        if (FaultOfText(text) is { } fault) return fault;
        if (text!.Contains('\\', StringComparison.Ordinal)) return "it contains a backslash";
        foreach (var segment in text.Split('/'))
        {
            if (segment.Length == 0) return "a segment between slashes is empty";
            if (segment is "." or "..") return "a segment is '.' or '..'";
        }
        return null;
    }

    private static string? FaultOfText(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "it is empty";
        if (text.Length > LongestPath) return $"it is longer than {LongestPath} bytes";
        if (text.Any(char.IsControl)) return "it contains a control character";
        try
        {
            return Strict.GetByteCount(text) > LongestPath ? $"it is longer than {LongestPath} bytes" : null;
        }
        catch (EncoderFallbackException)
        {
            return "it contains half of a surrogate pair";
        }
    }
}
