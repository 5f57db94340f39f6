using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Operations to and from JSON.</summary>
internal static class JsonPatchText
{
    private const string NextKeyMember = "before";

    /// <summary>Reads the operations of a patch, or the first fault.</summary>
    public static Either<TimelineError, JsonPatch> Read(Value value)
    {
        if (value is not Value.List list) return new TimelineError.JsonPatchInvalid(-1, "it is no array");
        var operations = ImmutableArray.CreateBuilder<JsonPatchOperation>(list.Count);
        foreach (var item in list)
        {
            if (!TryRead(item, out var operation, out var fault))
                return new TimelineError.JsonPatchInvalid(operations.Count, fault);
            operations.Add(operation);
        }

        return new JsonPatch(operations.MoveToImmutable());
    }

    /// <summary>One operation as a JSON value.</summary>
    public static Value ToValue(JsonPatchOperation operation)
    {
        var members = new Value.Map.Builder();
        _ = members.TryAdd("op", Value.Of(operation.Name));
        if (FromOf(operation) is { } from) _ = members.TryAdd("from", Value.Of(from.ToString()));
        _ = members.TryAdd("path", Value.Of(operation.Path.ToString()));
        if (ValueOf(operation) is { } value) _ = members.TryAdd("value", value);
        if (HasNextKey(operation, out var nextKey))
            _ = members.TryAdd(NextKeyMember, nextKey is null ? Value.OfNull() : Value.Of(nextKey));
        return members.ToMap();
    }

    /// <summary>One operation as compact JSON text.</summary>
    public static string ToText(JsonPatchOperation operation)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(operation, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes operations as a compact JSON array.</summary>
    public static void Write(ReadOnlySpan<JsonPatchOperation> operations, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < operations.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            Write(operations[i], output);
        }

        output.Write("]"u8);
    }

    private static void Write(JsonPatchOperation operation, IBufferWriter<byte> output)
    {
        output.Write("{\"op\":\""u8);
        _ = Encoding.UTF8.GetBytes(operation.Name, output);
        output.Write("\""u8);
        if (FromOf(operation) is { } from)
        {
            output.Write(",\"from\":"u8);
            WriteText(from.ToString(), output);
        }

        output.Write(",\"path\":"u8);
        WriteText(operation.Path.ToString(), output);
        if (ValueOf(operation) is { } value)
        {
            output.Write(",\"value\":"u8);
            Json.Write(value, output);
        }

        if (HasNextKey(operation, out var nextKey))
        {
            output.Write(",\"before\":"u8);
            if (nextKey is null) output.Write("null"u8);
            else WriteText(nextKey, output);
        }

        output.Write("}"u8);
    }

    private static void WriteText(string text, IBufferWriter<byte> output) => Json.Write(Value.Of(text), output);

    private static ValuePath? FromOf(JsonPatchOperation operation) => operation switch
    {
        JsonPatchOperation.Move move => move.From,
        JsonPatchOperation.Copy copy => copy.From,
        _ => null,
    };

    private static Value? ValueOf(JsonPatchOperation operation) => operation switch
    {
        JsonPatchOperation.Add add => add.Value,
        JsonPatchOperation.Replace replace => replace.Value,
        JsonPatchOperation.Test test => test.Value,
        _ => null,
    };

    private static bool HasNextKey(JsonPatchOperation operation, out string? nextKey)
    {
        nextKey = operation switch
        {
            JsonPatchOperation.Add add => add.NextKey,
            JsonPatchOperation.Move move => move.NextKey,
            JsonPatchOperation.Copy copy => copy.NextKey,
            _ => null,
        };
        return nextKey is not null || operation is JsonPatchOperation.Move { IsPlaced: true };
    }

    private static bool TryRead(
        Value item,
        [NotNullWhen(true)] out JsonPatchOperation? operation,
        [NotNullWhen(false)] out string? fault)
    {
        operation = null;
        if (item is not Value.Map members)
        {
            fault = "it is no object";
            return false;
        }

        if (!TryText(members, "op", out var name, out fault)) return false;
        if (!TryPath(members, "path", out var path, out fault)) return false;
        switch (name)
        {
            case "remove":
                operation = new JsonPatchOperation.Remove(path);
                return true;
            case "move" or "copy":
                if (!TryPath(members, "from", out var from, out fault)) return false;
                var isPlaced = TryNextKey(members, out var place);
                operation = name == "copy"
                    ? new JsonPatchOperation.Copy(from, path, place)
                    : new JsonPatchOperation.Move(from, path, place, isPlaced);
                return true;
            case "add" or "replace" or "test":
                if (!members.TryGetValue("value", out var value))
                {
                    fault = "its member 'value' is missing";
                    return false;
                }

                _ = TryNextKey(members, out var nextKey);
                operation = name switch
                {
                    "add" => new JsonPatchOperation.Add(path, value, nextKey),
                    "replace" => new JsonPatchOperation.Replace(path, value),
                    _ => new JsonPatchOperation.Test(path, value),
                };
                return true;
            default:
                fault = $"there is no operation {TimelineError.Describe(members["op"])}";
                return false;
        }
    }

    /// <summary>
    /// The key named by the extra member, which is null for the end; another type there says nothing.
    /// </summary>
    private static bool TryNextKey(Value.Map members, out string? nextKey)
    {
        nextKey = null;
        if (!members.TryGetValue(NextKeyMember, out var value)) return false;
        nextKey = (value as Value.Text)?.Content;
        return value is Value.Text or Value.Null;
    }

    private static bool TryText(
        Value.Map members,
        string member,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(false)] out string? fault)
    {
        text = members.TryGetValue(member, out var value) ? (value as Value.Text)?.Content : null;
        fault = text is not null ? null
            : value is null ? $"its member '{member}' is missing"
            : $"its member '{member}' is no text";
        return text is not null;
    }

    private static bool TryPath(
        Value.Map members,
        string member,
        [NotNullWhen(true)] out ValuePath? path,
        [NotNullWhen(false)] out string? fault)
    {
        path = null;
        if (!TryText(members, member, out var text, out fault)) return false;
        if (text.Length > 0 && text[0] != '/')
        {
            fault = $"its member '{member}' is no JSON Pointer: it neither is empty nor starts with '/'";
            return false;
        }

        var parsed = ValuePath.Parse(text);
        path = parsed.MatchUnsafe<ValuePath?>(Right: found => found, Left: _ => null);
        fault = parsed.MatchUnsafe<string?>(
            Right: _ => null, Left: error => $"its member '{member}' is {error.Message}");
        return path is not null;
    }
}
