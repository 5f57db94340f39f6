using System.Text;
using System.Text.Json;
using Timeline.Causality;
using Timeline.Objects;

namespace Timeline.Crdts;

/// <summary>
/// What is known while a state is read: how elements are read, and the replicas met, each one object.
/// </summary>
internal sealed class CrdtInput(ObjectTree tree)
{
    private readonly Dictionary<string, ReplicaId> _replicas = new(StringComparer.Ordinal);

    /// <summary>How elements of a type are read.</summary>
    internal ElementForm<T> ElementsOf<T>() => ElementForm<T>.Of(tree);

    /// <summary>The replica that the text of the current token names.</summary>
    internal ReplicaId Replica(ref Utf8JsonReader reader)
    {
        if (Recent(ref reader) is { } recent)
            return recent;
        var text = reader.GetString() ?? throw new CrdtFault("the name of a replica should stand where there is null");
        if (_replicas.TryGetValue(text, out var known))
            return known;
        if (ReplicaId.Fault(text) is { } reason)
            throw new CrdtFault($"the name of a replica {reason}: {TimelineError.Quoted(text)}");
        return _replicas[text] = ReplicaId.Of(text);
    }

    // Most names are met again and again: for those no text is made. A text has at most as many characters as bytes.
    private static ReplicaId? Recent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String)
            || reader.ValueSpan.Length > ReplicaId.LengthMax)
        {
            return null;
        }
        Span<char> text = stackalloc char[ReplicaId.LengthMax];
        return ReplicaId.Recent(text[..reader.CopyString(text)]);
    }

    /// <summary>Goes to the next token, which there must be.</summary>
    internal static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new CrdtFault("more should stand where it ends");

    /// <summary>Holds the current token to be of a kind.</summary>
    internal static void Expect(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        if (reader.TokenType != kind)
            throw Instead(Words(kind), ref reader);
    }

    /// <summary>The current token as a whole number from a least to a largest one.</summary>
    internal static long Whole(ref Utf8JsonReader reader, long least, long largest)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetInt64(out var number) && number >= least && number <= largest
            ? number
            : throw Instead(FormattableString.Invariant($"a whole number from {least} to {largest}"), ref reader);
    }

    /// <summary>The current token as the number of a step.</summary>
    internal static long Sequence(ref Utf8JsonReader reader) => Whole(ref reader, 1, Dot.LargestExchanged);

    /// <summary>What should stand where there is something else.</summary>
    internal static CrdtFault Instead(string expected, ref Utf8JsonReader reader)
    {
        var isScalar = reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.PropertyName;
        var found = isScalar ? $" {TimelineError.Quoted(Encoding.UTF8.GetString(reader.ValueSpan))}" : "";
        return new CrdtFault($"{expected} should stand where there is {Words(reader.TokenType)}{found}");
    }

    private static string Words(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.EndObject => "the end of an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndArray => "the end of an array",
        JsonTokenType.PropertyName => "a member",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "nothing",
    };
}
