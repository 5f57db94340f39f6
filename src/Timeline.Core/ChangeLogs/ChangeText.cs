using System.Globalization;
using System.Text;
using LanguageExt;
using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>Entries in words, for people.</summary>
public static class ChangeText
{
    private const int Shortened = 60;

    /// <summary>An entry on one line: when, who, what, where, from what to what, long values cut short.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>One line.</returns>
    public static string Line(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var line = new StringBuilder(entry.Time.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        if (entry.Actor.Length > 0) _ = line.Append("  ").Append(Printable(entry.Actor));
        _ = line.Append("  ").Append(ChangeWords.Of(entry.Action)).Append(' ').Append(PlaceOf(entry.Path));
        _ = (ChangeContent.OrNull(entry.Before), ChangeContent.OrNull(entry.After)) switch
        {
            ({ } before, { } after) =>
                line.Append(": ").Append(Short(before)).Append(" -> ").Append(Short(after)),
            ({ } before, _) => line.Append(": ").Append(Short(before)),
            (_, { } after) => line.Append(": ").Append(Short(after)),
            _ => line,
        };
        return line.ToString();
    }

    /// <summary>An entry with all that it says, on several lines.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="valueLines">How many lines of each value are shown at most.</param>
    /// <param name="withStack">Whether it is shown who called whom.</param>
    /// <returns>Lines, each <c>Name: value</c>; nothing is shown of what the entry does not say.</returns>
    public static string Full(ChangeEntry entry, int valueLines = 10, bool withStack = false)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentOutOfRangeException.ThrowIfLessThan(valueLines, 1);
        var text = new StringBuilder();
        Add("Change", entry.Id.ToString());
        if (entry.Origin != entry.Id) Add("Origin", entry.Origin.ToString());
        Add("Time", entry.Time.ToString("O", CultureInfo.InvariantCulture));
        Add("Actor", Printable(entry.Actor));
        Add("Action", ChangeWords.Of(entry.Action));
        Add("Method", Printable(entry.Method));
        Add("Path", PlaceOf(entry.Path));
        Add("Before", Lines(entry.Before));
        Add("After", Lines(entry.After));
        Add("Group", entry.Group.Match(Some: group => group.ToString("D"), None: () => ""));
        for (var i = 0; i < entry.Tree.Length; i++)
        {
            var node = entry.Tree[i];
            var indent = i == 0 ? "" : string.Concat(Enumerable.Repeat("    ", i - 1)) + "|-> ";
            var called = node.Name.Length > 0 ? $" '{Printable(node.Name)}'" : "";
            Add(
                i == 0 ? "Tree" : "",
                $"{indent}{ChangeWords.Of(node.Kind)}{called} {node.Container:D} {PlaceOf(node.Path)}");
        }

        var stack = withStack ? entry.Stack : [];
        for (var i = 0; i < stack.Length; i++) Add(i == 0 ? "Stack" : "", Printable(stack[i]));
        return text.ToString();

        void Add(string name, string value)
        {
            if (value.Length == 0) return;
            var head = name.Length == 0 ? "        " : $"{name}: ".PadRight(8);
            _ = text.Append(head).Append(value.Replace("\n", "\n        ", StringComparison.Ordinal)).Append('\n');
        }

        string Lines(Option<ChangeContent> content) => content.Match(
            Some: there =>
            {
                var lines = Json.ToText(there.Value, JsonStyle.Indented).TrimEnd('\n').Split('\n');
                var shown = string.Join('\n', lines.Take(valueLines).Select(Printable));
                return lines.Length > valueLines ? $"{shown}\n..." : shown;
            },
            None: () => "");
    }

    private static string PlaceOf(ValuePath path) => path.IsRoot ? "(root)" : Printable(path.ToString());

    private static string Short(ChangeContent content)
    {
        var text = Printable(content.Value.ToString());
        return text.Length <= Shortened ? text : string.Concat(text.AsSpan(0, CutOf(text)), "...");
    }

    // Not in the middle of a surrogate pair.
    private static int CutOf(string text) => char.IsHighSurrogate(text[Shortened - 1]) ? Shortened - 1 : Shortened;

    /// <summary>Text that a terminal only shows: what steers it, or turns the direction of text, stands as an
    /// escape.</summary>
    private static string Printable(string text) => text.Any(Steers)
        ? string.Concat(text.Select(letter => Steers(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"))
        : text;

    private static bool Steers(char letter) => letter is < ' ' or >= '\x7f'
        && char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
