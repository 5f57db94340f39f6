using System.Collections.Immutable;
using System.Text.Json;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Reads operations straight from their text, without a value for each between.</summary>
/// <remarks>
/// It takes only what needs no second look: the members that the standard and we name, each once, of the type they
/// should have. Anything else is left to <see cref="JsonPatchText.Read"/>, which also has the words for what is wrong.
/// Law: what it takes, that one reads as the same patch.
/// </remarks>
internal ref struct JsonPatchReader
{
    private JsonReader _reader;
    private string? _name;
    private ValuePath? _path;
    private ValuePath? _from;
    private Value? _value;
    private string? _nextKey;
    private bool _isPlaced;

    /// <summary>The operations of a text, or null where it needs a second look.</summary>
    public static JsonPatch? TryRead(ReadOnlySpan<byte> utf8, JsonLimits limits, ReadCache cache)
    {
        if (utf8.Length > limits.Bytes) return null;
        var reader = new JsonPatchReader { _reader = JsonReader.Open(utf8, limits, cache) };
        var patch = reader.ReadPatch();
        reader._reader.Dispose();
        return patch;
    }

    /// <summary>Carries out the operations of a text as they are read, with nothing kept between.</summary>
    /// <returns>Whether that was all; where not, the patch is to be read whole, which has the words for why.</returns>
    public static bool TryApply(ReadOnlySpan<byte> utf8, JsonLimits limits, ReadCache cache, JsonPatchRun run)
    {
        if (utf8.Length > limits.Bytes) return false;
        if (PlainReplacement.TryRead(utf8, limits, cache) is { } replacement)
            return run.Run(replacement) is null && run.End() is null;
        var reader = new JsonPatchReader { _reader = JsonReader.Open(utf8, limits, cache) };
        var isDone = reader.TryApply(run);
        reader._reader.Dispose();
        return isDone;
    }

    private JsonPatch? ReadPatch()
    {
        if (!Begin()) return null;
        var operations = ImmutableArray.CreateBuilder<JsonPatchOperation>();
        while (TryNext(out var operation))
        {
            if (operation is null) return new JsonPatch(operations.DrainToImmutable());
            operations.Add(operation);
        }

        return null;
    }

    private bool TryApply(JsonPatchRun run)
    {
        if (!Begin()) return false;
        while (TryNext(out var operation))
        {
            if (operation is null) return run.End() is null;
            if (run.Run(operation) is not null) return false;
        }

        return false;
    }

    private bool Begin() => _reader.Next() && _reader.Token == JsonTokenType.StartArray;

    /// <summary>The next operation, or null where all were read; false where a second look is needed.</summary>
    private bool TryNext(out JsonPatchOperation? operation)
    {
        operation = null;
        if (!_reader.Next()) return false;
        if (_reader.Token == JsonTokenType.EndArray) return !_reader.Next() && _reader.IsAtEnd;
        operation = _reader.Token == JsonTokenType.StartObject ? ReadOperation() : null;
        return operation is not null;
    }

    private JsonPatchOperation? ReadOperation()
    {
        (_name, _path, _from, _value, _nextKey, _isPlaced) = (null, null, null, null, null, false);
        while (_reader.Next())
        {
            if (_reader.Token == JsonTokenType.EndObject) return ToOperation();
            if (!_reader.TryPlain(out var member) || !_reader.Next()) return null;
            if (!ReadMember(member)) return null;
        }

        return null;
    }

    private bool ReadMember(ReadOnlySpan<byte> member)
    {
        var isText = _reader.Token == JsonTokenType.String;
        if (member.SequenceEqual("op"u8)) return _name is null && isText && (_name = ReadName()) is not null;
        if (member.SequenceEqual("path"u8))
            return _path is null && isText && (_path = _reader.ReadPointer()) is not null;
        if (member.SequenceEqual("from"u8))
            return _from is null && isText && (_from = _reader.ReadPointer()) is not null;
        if (member.SequenceEqual("value"u8)) return _value is null && (_value = _reader.ReadValue()) is not null;
        if (_isPlaced || !member.SequenceEqual("before"u8)) return false;
        _isPlaced = true;
        return _reader.Token == JsonTokenType.Null || (isText && (_nextKey = _reader.ReadContent()) is not null);
    }

    private readonly string? ReadName() => !_reader.TryPlain(out var name) ? null
        : name.SequenceEqual("replace"u8) ? "replace"
        : name.SequenceEqual("add"u8) ? "add"
        : name.SequenceEqual("remove"u8) ? "remove"
        : name.SequenceEqual("move"u8) ? "move"
        : name.SequenceEqual("copy"u8) ? "copy"
        : name.SequenceEqual("test"u8) ? "test"
        : null;

    private readonly JsonPatchOperation? ToOperation() => (_name, _path) switch
    {
        (null, _) or (_, null) => null,
        ("remove", { } path) => new JsonPatchOperation.Remove(path),
        ("move", { } path) when _from is not null => new JsonPatchOperation.Move(_from, path, _nextKey, _isPlaced),
        ("copy", { } path) when _from is not null => new JsonPatchOperation.Copy(_from, path, _nextKey),
        ("add", { } path) when _value is not null => new JsonPatchOperation.Add(path, _value, _nextKey),
        ("replace", { } path) when _value is not null => new JsonPatchOperation.Replace(path, _value),
        ("test", { } path) when _value is not null => new JsonPatchOperation.Test(path, _value),
        _ => null,
    };
}
