using Timeline.Tests.Faults.Loads;
using Timeline.Values;

namespace Timeline.Tests.Faults.Program;

/// <summary>What a crowd writes: documents of which each text can be held against itself.</summary>
internal static class CrowdText
{
    private const string Newest = "newest";
    private const int Keys = 12;

    /// <summary>A document with one text more, which follows from the label of its version.</summary>
    /// <returns>The document, and the key that was set.</returns>
    public static (Sheet Sheet, string Key) Add(Sheet before, string label, bool isFirst)
    {
        var key = isFirst ? Newest : $"key{Hash(label) % Keys}";
        return (before.Set(key, Of(label)), key);
    }

    /// <summary>What is wrong with a value that was read; null for nothing.</summary>
    /// <param name="value">The value of a version.</param>
    /// <param name="label">The version's label.</param>
    public static string? Fault(Value value, string label)
    {
        if (ToSheet(value) is not { } sheet) return $"{label} is no document of texts";
        foreach (var (key, text) in sheet.Entries)
            if (text != Of(text.Split('|')[0])) return $"{label} has '{text}' at {key}";
        return sheet.Entries.Any(entry => entry.Value == Of(label)) ? null : $"{label} has not what its own version set";
    }

    public static Sheet? ToSheet(Value value) =>
        value is Value.Map map && map.Keys.All(key => map[key] is Value.Text)
            ? new Sheet([.. map.Keys.Select(key => KeyValuePair.Create(key, ((Value.Text)map[key]).Content))])
            : null;

    private static string Of(string label) =>
        $"{label}|{new string((char)('a' + (Hash(label) % 26)), (Hash(label) % 7) switch { 0 => 900, var short_ => short_ * 5 })}";

    // The same in every process.
    private static int Hash(string label) => label.Aggregate(7, (hash, letter) => unchecked((hash * 31) + letter)) & 0xffff;
}
