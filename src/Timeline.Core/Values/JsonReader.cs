using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using LanguageExt;

namespace Timeline.Values;

/// <summary>Reads one JSON text into a value, in one pass over the tokens of <see cref="Utf8JsonReader"/>.</summary>
/// <remarks>
/// What a token is and which may follow which is the platform's to say. Ours is what it leaves open: the limits, keys
/// that come twice, text that is no Unicode, the exact spelling of numbers, the sharing of keys and texts, and the
/// place and reason of a fault. Recursive, with the depth capped: a method that meets a fault notes it and returns
/// null, and its callers add their step to the path of the fault on the way out.
/// </remarks>
internal ref partial struct JsonReader
{
    private const int FirstStack = 256;

    private readonly ReadOnlySpan<byte> _text;
    private readonly JsonLimits _limits;
    private readonly ReadCache _cache;
    private Utf8JsonReader _reader;
    private Value[] _stack;
    private int _top;

    // The deepest container among the items read so far in the container being read.
    private int _deepest;

    // Where the token before the current one ended, and the byte at which the token reader gave up, or -1.
    private int _tokenEnd;
    private int _refusedAt = -1;

    private string? _fault;
    private int _faultAt;
    private List<PathSegment>? _trail;

    private JsonReader(ReadOnlySpan<byte> text, JsonLimits limits, ReadCache cache)
    {
        _text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        _limits = limits;
        _cache = cache;
        _reader = new Utf8JsonReader(_text, new JsonReaderOptions { MaxDepth = limits.Depth });
        _stack = [];
    }

    /// <summary>Reads a text, remembering in a cache what may come again.</summary>
    public static Either<TimelineError, Value> Read(
        ReadOnlySpan<byte> text, JsonLimits limits, ReadCache? cache = null)
    {
        if (text.Length > limits.Bytes) return TooLong(limits);
        var reader = new JsonReader(text, limits, cache ?? new ReadCache(text.Length));
        var value = reader.ReadDocument();
        reader.Dispose();
        return value is null ? reader.Error() : value;
    }

    public static TimelineError TooLong(JsonLimits limits) => new TimelineError.JsonInvalid(
        1, 1, string.Empty, Invariant($"the text has more than {limits.Bytes} bytes"));

    /// <summary>Gives back what was borrowed.</summary>
    public readonly void Dispose()
    {
        // A text without lists and maps, as most patches hold, has borrowed nothing.
        if (_stack.Length > 0) ArrayPool<Value>.Shared.Return(_stack, clearArray: true);
    }

    private readonly int TokenStart => (int)_reader.TokenStartIndex;

    private Value? ReadDocument()
    {
        if (!Next()) return FaultyDocument();
        if (ReadValue() is not { } value) return null;
        _ = Next();
        return _refusedAt < 0 ? value : Surplus(SpaceEnd(_tokenEnd));
    }

    /// <summary>Goes to the next token; false at the end and where there is none that fits.</summary>
    public bool Next()
    {
        _tokenEnd = (int)_reader.BytesConsumed;
        try
        {
            return _reader.Read();
        }
        catch (JsonException refusal)
        {
            _refusedAt = PlaceOf(refusal);
            return false;
        }
    }

    /// <summary>Reads the value whose first token is the current one; null with a fault noted.</summary>
    public Value? ReadValue() => _reader.TokenType switch
    {
        JsonTokenType.String => ReadText(),
        JsonTokenType.Number => ReadNumber(),
        JsonTokenType.StartObject => ReadMap(),
        JsonTokenType.StartArray => ReadList(),
        JsonTokenType.True => Value.Bool.True,
        JsonTokenType.False => Value.Bool.False,
        JsonTokenType.Null => Value.Null.Instance,
        var other => throw new UnreachableException($"No value starts with {other}."),
    };

    private Value? ReadNumber()
    {
        var found = NumberSpelling.Scan(_reader.ValueSpan);
        if (found.Fault is not null) return Fault(TokenStart + found.Length, found.Fault);
        return found.Digits <= _limits.Digits
            ? Value.Number.FromSpelling(_reader.ValueSpan, found)
            : Fault(TokenStart, Invariant($"a number has more than {_limits.Digits} digits"));
    }

    private Value? ReadList()
    {
        var outer = Enter();
        var start = _top;
        for (var index = 0; ; index++)
        {
            if (!Next()) return FaultyItem(index);
            if (_reader.TokenType == JsonTokenType.EndArray) break;
            if (ReadValue() is not { } item) return Trail(new PathSegment(index));
            Push(item);
        }

        var depth = Leave(outer);
        var list = Value.List.FromRead(_stack.AsSpan(start, _top - start), depth);
        _top = start;
        return list;
    }

    private Value? ReadMap()
    {
        var outer = Enter();
        var start = _top;
        var path = _cache.Start;
        while (true)
        {
            if (!Next()) return FaultyKey(isFirst: path.Count == 0);
            if (_reader.TokenType == JsonTokenType.EndObject) break;
            if (path.Count == Shape.MaximumKeys) return ReadLargeMap(path, start, outer);
            if (ReadKey(path) is not { } next) return null;
            path = next;
            if (ReadEntry(path.Key) is not { } value) return null;
            Push(value);
        }

        var depth = Leave(outer);
        var map = Value.Map.FromRead(path.Shape, _stack.AsSpan(start, _top - start).ToArray(), depth);
        _top = start;
        return map;
    }

    /// <summary>Goes on, from the current key, with a map that has become too large to lie flat.</summary>
    private Value? ReadLargeMap(ShapePath path, int start, int outer)
    {
        List<string> keys = [.. path.Shape.Keys];
        List<int> places = [];
        CollectionsMarshal.SetCount(places, path.Count);
        do
        {
            places.Add(TokenStart);
            if (ReadKey() is not { } key) return null;
            if (ReadEntry(key) is not { } value) return null;
            keys.Add(key);
            Push(value);
            if (!Next()) return FaultyKey(isFirst: false);
        }
        while (_reader.TokenType != JsonTokenType.EndObject);

        var values = _stack.AsSpan(start, _top - start);
        _top = start;
        if (OrderedEntries.From(CollectionsMarshal.AsSpan(keys), values) is { } entries)
            return Value.Map.FromRead(entries, Leave(outer));

        // Built at once, a key that comes twice shows only in the count: look which it is.
        var seen = new System.Collections.Generic.HashSet<string>();
        var twice = keys.FindIndex(key => !seen.Add(key));
        return Duplicate(places[twice], keys[twice]);
    }

    /// <summary>Finds where the current key leads from the keys before it; null with a fault noted.</summary>
    private ShapePath? ReadKey(ShapePath path)
    {
        if (path.Next is { } expected && !_reader.ValueIsEscaped && _reader.ValueTextEquals(expected.KeyInUtf8))
            return expected;

        if (ReadKey() is not { } key) return null;
        if (_cache.Follow(path, key) is { } next) return next;
        _ = Duplicate(TokenStart, key);
        return null;
    }

    /// <summary>Reads the value after a key.</summary>
    private Value? ReadEntry(string key)
    {
        if (!Next()) return FaultyEntry(key);
        return ReadValue() ?? Trail(new PathSegment(key));
    }

    /// <summary>Opens a container and gives what is to be handed to <see cref="Leave"/>.</summary>
    private int Enter()
    {
        var outer = _deepest;
        _deepest = 0;
        return outer;
    }

    /// <summary>Closes the container being read and gives its depth.</summary>
    private int Leave(int outer)
    {
        var depth = _deepest + 1;
        _deepest = Math.Max(outer, depth);
        return depth;
    }

    private void Push(Value value)
    {
        if (_top == _stack.Length)
        {
            var grown = ArrayPool<Value>.Shared.Rent(Math.Max(FirstStack, _stack.Length * 2));
            _stack.CopyTo(grown, 0);
            Dispose();
            _stack = grown;
        }

        _stack[_top++] = value;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
