using System.Globalization;
using System.Text.Json;
using Timeline.Changes;

namespace Timeline.Cli.Terminals;

/// <summary>How many changes of each kind there are.</summary>
/// <param name="Added">Values that came.</param>
/// <param name="Replaced">Values that became others.</param>
/// <param name="Removed">Values that went.</param>
/// <param name="Moved">Values that took another place.</param>
internal readonly record struct ChangeCounts(int Added, int Replaced, int Removed, int Moved)
{
    /// <summary>Counts the changes of a patch.</summary>
    /// <param name="changes">The changes.</param>
    /// <returns>The counts.</returns>
    public static ChangeCounts Of(IEnumerable<Change> changes)
    {
        var counts = default(ChangeCounts);
        foreach (var change in changes)
        {
            counts = change switch
            {
                Change.Added => counts with { Added = counts.Added + 1 },
                Change.Replaced => counts with { Replaced = counts.Replaced + 1 },
                Change.Removed => counts with { Removed = counts.Removed + 1 },
                _ => counts with { Moved = counts.Moved + 1 },
            };
        }

        return counts;
    }

    /// <summary>Counts the operations of an RFC 6902 text without building what they say.</summary>
    /// <param name="patch">The array of operations as UTF-8.</param>
    /// <returns>The counts.</returns>
    public static ChangeCounts Of(ReadOnlySpan<byte> patch)
    {
        var counts = default(ChangeCounts);
        var reader = new Utf8JsonReader(patch, new JsonReaderOptions { MaxDepth = 2048 });
        while (reader.Read())
        {
            if (reader.CurrentDepth != 2 || reader.TokenType != JsonTokenType.PropertyName) continue;
            var isKind = reader.ValueTextEquals("op"u8);
            _ = reader.Read();
            if (!isKind) reader.Skip();
            else if (reader.ValueTextEquals("replace"u8)) counts = counts with { Replaced = counts.Replaced + 1 };
            else if (reader.ValueTextEquals("remove"u8)) counts = counts with { Removed = counts.Removed + 1 };
            else if (reader.ValueTextEquals("move"u8)) counts = counts with { Moved = counts.Moved + 1 };
            else if (!reader.ValueTextEquals("test"u8)) counts = counts with { Added = counts.Added + 1 };
        }

        return counts;
    }

    /// <summary>The counts that are not zero, each with its sign: <c>+3 ~2 -1</c>.</summary>
    /// <returns>The text, empty where there are no changes.</returns>
    public override string ToString() => string.Join(' ', Parts());

    private IEnumerable<string> Parts()
    {
        if (Added > 0) yield return string.Create(CultureInfo.InvariantCulture, $"+{Added}");
        if (Replaced > 0) yield return string.Create(CultureInfo.InvariantCulture, $"~{Replaced}");
        if (Removed > 0) yield return string.Create(CultureInfo.InvariantCulture, $"-{Removed}");
        if (Moved > 0) yield return string.Create(CultureInfo.InvariantCulture, $">{Moved}");
    }
}
