using System.Buffers;
using System.Runtime.InteropServices;
using LanguageExt;

namespace Timeline.Values;

/// <summary>Reads one JSON text into a value, in one pass.</summary>
/// <remarks>
/// Recursive, with the depth capped, and without exceptions: a method that meets a fault notes it and returns null, and
/// its callers add their step to the path of the fault on the way out.
/// </remarks>
internal ref partial struct JsonReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly JsonLimits _limits;
    private readonly ReadCache _cache;
    private Value[] _stack;
    private int _top;
    private int _at;
    private int _depth;

    // The deepest container among the items read so far in the container being read.
    private int _deepest;

    private string? _fault;
    private int _faultAt;
    private List<PathSegment>? _trail;

    private JsonReader(ReadOnlySpan<byte> text, JsonLimits limits)
    {
        _text = text;
        _limits = limits;
        _cache = new ReadCache();
        _stack = ArrayPool<Value>.Shared.Rent(256);
    }

    public static Either<TimelineError, Value> Read(ReadOnlySpan<byte> text, JsonLimits limits)
    {
        if (text.Length > limits.Bytes) return TooLong(limits);
        var reader = new JsonReader(text, limits);
        var value = reader.ReadDocument();
        ArrayPool<Value>.Shared.Return(reader._stack, clearArray: true);
        return value is null ? reader.Error() : value;
    }

    public static TimelineError TooLong(JsonLimits limits) => new TimelineError.JsonInvalid(
        1, 1, string.Empty, Invariant($"the text has more than {limits.Bytes} bytes"));

    private Value? ReadDocument()
    {
        if (_text.StartsWith("\uFEFF"u8)) _at = 3;
        SkipSpace();
        var value = ReadValue();
        if (value is null) return null;
        SkipSpace();
        return _at == _text.Length ? value : Fault(_at, $"after the value nothing may follow, but there is {Found()}");
    }

    /// <summary>Reads the value that starts here; white space is skipped already.</summary>
    private Value? ReadValue()
    {
        if (_at >= _text.Length) return Expected("a value");
        return _text[_at] switch
        {
            (byte)'"' => ReadText(),
            (byte)'{' => ReadMap(),
            (byte)'[' => ReadList(),
            (byte)'t' => ReadWord("true"u8, Value.Bool.True),
            (byte)'f' => ReadWord("false"u8, Value.Bool.False),
            (byte)'n' => ReadWord("null"u8, Value.Null.Instance),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ReadNumber(),
            _ => Expected("a value"),
        };
    }

    private Value? ReadWord(ReadOnlySpan<byte> word, Value value)
    {
        if (!_text[_at..].StartsWith(word)) return Expected("a value");
        _at += word.Length;
        return value;
    }

    private Value? ReadNumber()
    {
        var rest = _text[_at..];
        var found = NumberSpelling.Scan(rest);
        if (found.Fault is not null) return Fault(_at + found.Length, found.Fault);
        if (found.Digits > _limits.Digits)
            return Fault(_at, Invariant($"a number has more than {_limits.Digits} digits"));
        _at += found.Length;
        return Value.Number.FromSpelling(rest, found);
    }

    private Value? ReadList()
    {
        if (!TryEnter(out var outer)) return null;
        var start = _top;
        SkipSpace();
        if (!Skip((byte)']'))
        {
            for (var index = 0; ; index++)
            {
                var item = ReadValue();
                if (item is null) return Trail(new PathSegment(index));
                Push(item);
                SkipSpace();
                if (Skip((byte)']')) break;
                if (!Skip((byte)',')) return Expected("',' or ']'");
                SkipSpace();
            }
        }

        var depth = Leave(outer);
        var list = Value.List.FromRead(_stack.AsSpan(start, _top - start), depth);
        _top = start;
        return list;
    }

    private Value? ReadMap()
    {
        if (!TryEnter(out var outer)) return null;
        var start = _top;
        var path = _cache.Start;
        SkipSpace();
        if (!Skip((byte)'}'))
        {
            while (true)
            {
                if (path.Count == Shape.MaximumKeys) return ReadLargeMap(path, start, outer);
                if (ReadKey(path) is not { } next) return null;
                path = next;
                if (ReadEntry(path.Key) is not { } value) return null;
                Push(value);
                SkipSpace();
                if (Skip((byte)'}')) break;
                if (!Skip((byte)',')) return Expected("',' or '}'");
                SkipSpace();
            }
        }

        var depth = Leave(outer);
        var map = Value.Map.FromRead(path.Shape, _stack.AsSpan(start, _top - start).ToArray(), depth);
        _top = start;
        return map;
    }

    /// <summary>Goes on with a map that has become too large to lie flat.</summary>
    private Value? ReadLargeMap(ShapePath path, int start, int outer)
    {
        List<string> keys = [.. path.Shape.Keys];
        List<int> places = [.. Enumerable.Repeat(0, path.Count)];
        while (true)
        {
            places.Add(_at);
            if (ReadKey() is not { } key) return null;
            if (ReadEntry(key) is not { } value) return null;
            keys.Add(key);
            Push(value);
            SkipSpace();
            if (Skip((byte)'}')) break;
            if (!Skip((byte)',')) return Expected("',' or '}'");
            SkipSpace();
        }

        var values = _stack.AsSpan(start, _top - start);
        _top = start;
        if (OrderedEntries.From(CollectionsMarshal.AsSpan(keys), values) is { } entries)
            return Value.Map.FromRead(entries, Leave(outer));

        // Built at once, a key that comes twice shows only in the count: look which it is.
        var seen = new System.Collections.Generic.HashSet<string>();
        var twice = keys.FindIndex(key => !seen.Add(key));
        return Duplicate(places[twice], keys[twice]);
    }

    /// <summary>Reads a key and finds where it leads from the keys before it; null with a fault noted.</summary>
    private ShapePath? ReadKey(ShapePath path)
    {
        var expected = path.Next;
        if (expected is not null
            && _at < _text.Length
            && _text[_at] == '"'
            && expected.IsAtStartOf(_text[(_at + 1)..], out var length)
            && length - 1 <= _limits.TextBytes)
        {
            _at += 1 + length;
            return expected;
        }

        var keyAt = _at;
        if (ReadKey() is not { } key) return null;
        if (_cache.Follow(path, key) is { } next) return next;
        _ = Duplicate(keyAt, key);
        return null;
    }

    /// <summary>Reads the colon and the value after a key.</summary>
    private Value? ReadEntry(string key)
    {
        SkipSpace();
        if (!Skip((byte)':'))
        {
            _ = Expected("':'");
            return Trail(new PathSegment(key));
        }

        SkipSpace();
        return ReadValue() ?? Trail(new PathSegment(key));
    }

    private bool TryEnter(out int outer)
    {
        outer = _deepest;
        if (_depth == _limits.Depth)
        {
            _ = Fault(_at, Invariant($"lists and maps nest deeper than {_limits.Depth}"));
            return false;
        }

        _depth++;
        _deepest = 0;
        _at++;
        return true;
    }

    /// <summary>Closes the container being read and gives its depth.</summary>
    private int Leave(int outer)
    {
        var depth = _deepest + 1;
        _deepest = Math.Max(outer, depth);
        _depth--;
        return depth;
    }

    private void Push(Value value)
    {
        if (_top == _stack.Length)
        {
            var grown = ArrayPool<Value>.Shared.Rent(_stack.Length * 2);
            _stack.CopyTo(grown, 0);
            ArrayPool<Value>.Shared.Return(_stack, clearArray: true);
            _stack = grown;
        }

        _stack[_top++] = value;
    }

    private bool Skip(byte expected)
    {
        if (_at >= _text.Length || _text[_at] != expected) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        var at = _at;
        while ((uint)at < (uint)_text.Length && _text[at] <= ' ' && IsSpace(_text[at])) at++;
        _at = at;
    }

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
