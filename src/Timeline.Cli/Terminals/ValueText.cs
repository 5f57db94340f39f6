using System.Text;
using Timeline.Values;

namespace Timeline.Cli.Terminals;

/// <summary>Values in a few columns of a line.</summary>
internal static class ValueText
{
    /// <summary>A value as JSON on one line, cut to so many columns; cost follows the columns, not the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <returns>A line harmless to a terminal.</returns>
    public static string Short(Value value, int columns)
    {
        var text = new StringBuilder();
        Write(text, value, columns);
        return PlainText.Shorten(PlainText.OneLine(text.ToString()), columns);
    }

    /// <summary>Two values, each in so many columns, cut where they do not yet differ rather than where they
    /// do.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="columns">How many columns each has.</param>
    /// <returns>Two lines.</returns>
    public static (string Before, string After) Contrast(Value before, Value after, int columns)
    {
        if (before is Value.Text { Content: var old } && after is Value.Text { Content: var @new })
        {
            var shared = SharedStart(old, @new);
            if (shared > columns / 2 && Math.Max(old.Length, @new.Length) > columns - 2)
            {
                var from = shared - columns / 4;
                if (char.IsLowSurrogate(old[from])) from--;
                return (Tail(old, from, columns), Tail(@new, from, columns));
            }
        }

        return (Short(before, columns), Short(after, columns));
    }

    private static string Tail(string content, int from, int columns)
    {
        var rest = Short(Value.Of(content[from..]), columns - 1);
        return $"\"…{rest[1..]}";
    }

    private static int SharedStart(string left, string right) =>
        left.AsSpan().CommonPrefixLength(right);

    private static void Write(StringBuilder text, Value value, int columns)
    {
        switch (value)
        {
            case Value.Map map:
                WriteMap(text, map, columns);
                break;
            case Value.List list:
                WriteList(text, list, columns);
                break;
            case Value.Text { Content: var content } when content.Length > columns:
                var end = char.IsHighSurrogate(content[columns - 1]) ? columns + 1 : columns;
                _ = text.Append(Json.ToText(Value.Of(content[..end])));
                _ = text.Insert(text.Length - 1, "…");
                break;
            default:
                _ = text.Append(Json.ToText(value));
                break;
        }
    }

    private static void WriteMap(StringBuilder text, Value.Map map, int columns)
    {
        var separator = "{";
        foreach (var (key, item) in map)
        {
            if (text.Length > columns) return;
            _ = text.Append(separator);
            Write(text, Value.Of(key), columns);
            _ = text.Append(": ");
            Write(text, item, columns);
            separator = ", ";
        }

        _ = text.Append(map.Count == 0 ? "{}" : "}");
    }

    private static void WriteList(StringBuilder text, Value.List list, int columns)
    {
        var separator = "[";
        foreach (var item in list)
        {
            if (text.Length > columns) return;
            _ = text.Append(separator);
            Write(text, item, columns);
            separator = ", ";
        }

        _ = text.Append(list.Count == 0 ? "[]" : "]");
    }
}
