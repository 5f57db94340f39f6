using System.Text.Encodings.Web;
using System.Text.Json;
using Timeline.Values;

namespace Timeline.Cli.Terminals;

/// <summary>An answer as one JSON document.</summary>
internal static class JsonAnswer
{
    /// <summary>Prints a JSON document.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="members">Writes the members of its object.</param>
    public static void Print(Terminal terminal, Action<Utf8JsonWriter> members) =>
        Print(terminal, members, isIndented: true);

    /// <summary>Prints a JSON document on one line, for a command that goes on to print others.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="members">Writes the members of its object.</param>
    public static void PrintLine(Terminal terminal, Action<Utf8JsonWriter> members) =>
        Print(terminal, members, isIndented: false);

    /// <summary>Writes a member that is a list.</summary>
    /// <typeparam name="T">What the list is of.</typeparam>
    /// <param name="json">Where to.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    /// <summary>Writes a member that is a recorded value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The value; null leaves the member out.</param>
    public static void WriteValue(this Utf8JsonWriter json, string name, Value? value)
    {
        if (value is null) return;
        json.WritePropertyName(name);
        json.WriteRawValue(Json.ToUtf8(value), skipInputValidation: true);
    }

    /// <summary>Writes the member <c>counts</c>: how many changes of each kind.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="counts">The counts.</param>
    public static void WriteCounts(this Utf8JsonWriter json, ChangeCounts counts)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("added", counts.Added);
        json.WriteNumber("replaced", counts.Replaced);
        json.WriteNumber("removed", counts.Removed);
        json.WriteNumber("moved", counts.Moved);
        json.WriteEndObject();
    }

    private static void Print(Terminal terminal, Action<Utf8JsonWriter> members, bool isIndented)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = isIndented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        terminal.Bytes(HarmlessJson.Of(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
