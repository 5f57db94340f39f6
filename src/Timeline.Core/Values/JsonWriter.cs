using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Timeline.Values;

/// <summary>Writes a value in a style.</summary>
/// <remarks>
/// Gathers bytes in a pooled buffer and hands them on when it is full; recursive, as deep as the
/// value. It does not stand on <see cref="System.Text.Json.Utf8JsonWriter"/>, which has one layout for
/// all containers, no spaces of its own around colons, commas and brackets, and one form for each
/// escape: the bytes a file had could not be written again with it.
/// </remarks>
internal ref partial struct JsonWriter : IDisposable
{
    private const int Chunk = 32 * 1024;
    private const int Piece = 1024 * 1024;

    // What nests no deeper has enough of the stack that is there where it begins.
    private const int Shallow = 32;

    private readonly JsonStyle _style;
    private readonly IBufferWriter<byte>? _output;
    private readonly bool _isOneLine;
    private readonly bool _escapesNothingMore;
    private bool _isDeep;
    private byte[] _buffer;
    private int _used;

    // What came before the buffer, where there is no output and it is long.
    private List<ArraySegment<byte>>? _full;

    // None before the second map: a document of one has nothing to find again.
    private WrittenKeys? _keys;
    private bool _hasMap;

    // How many bytes were handed on before the buffer, and where in the whole the current line starts.
    private long _flushed;
    private long _lineStart;

    // While a list is tried on one line the buffer must keep it, to be able to take it back.
    private bool _isTrying;

    public JsonWriter(JsonStyle style, IBufferWriter<byte>? output)
    {
        _style = style;
        _output = output;
        _isOneLine = style.Indent is null;
        _escapesNothingMore = (style.Escapes & ~HowNotWhat) == JsonEscapes.None;
        _buffer = ArrayPool<byte>.Shared.Rent(output is null ? 256 : Chunk);
    }

    /// <summary>What is written and lies in the buffer.</summary>
    private readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _used);

    public void WriteDocument(Value value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _isDeep = value.Depth > Shallow;
        if (_style.ByteOrderMark) WriteBytes("\uFEFF"u8);
        _lineStart = _used;
        WriteValue(value, 0, _isOneLine || _style.InlineFromDepth <= 0, isLast: true);
        for (var count = 0; count < _style.FinalNewlines; count++) WriteBytes(_style.NewlineBytes);
        if (_output is not null) Flush();
    }

    /// <summary>All that is written, where there is no output to hand it to.</summary>
    public readonly byte[] ToArray()
    {
        var all = GC.AllocateUninitializedArray<byte>(checked((int)(_flushed + _used)));
        var rest = all.AsSpan();
        foreach (var piece in CollectionsMarshal.AsSpan(_full))
        {
            piece.AsSpan().CopyTo(rest);
            rest = rest[piece.Count..];
        }

        Written.CopyTo(rest);
        return all;
    }

    /// <summary>The same as a string.</summary>
    public readonly string ToText() => Encoding.UTF8.GetString(_full is null ? Written : ToArray());

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        foreach (var piece in CollectionsMarshal.AsSpan(_full)) ArrayPool<byte>.Shared.Return(piece.Array!);
    }

    private void WriteValue(Value value, int depth, bool isInline, bool isLast)
    {
        switch (value)
        {
            case Value.Text text:
                WriteString(text.Content);
                break;
            case Value.Number number:
                WriteNumber(number);
                break;
            case Value.Bool truth:
                WriteBytes(truth.IsTrue ? "true"u8 : "false"u8);
                break;
            case Value.List list:
                WriteList(list, depth, isInline, isLast);
                break;
            case Value.Map map:
                WriteMap(map, depth, isInline, isLast);
                break;
            default:
                WriteBytes("null"u8);
                break;
        }
    }

    private void WriteList(Value.List list, int depth, bool isInline, bool isLast)
    {
        if (_isDeep) RuntimeHelpers.EnsureSufficientExecutionStack();
        if (list.Count == 0)
        {
            WriteEmpty((byte)'[', (byte)']', _style.EmptyList, depth, isInline);
            return;
        }

        if (isInline || depth >= _style.InlineFromDepth)
        {
            _ = TryWriteInline(list, int.MaxValue, int.MaxValue);
            return;
        }

        if (_style.InlineLists > 0 && IsFlat(list) && TryFit(list, _style.InlineLists, isLast)) return;
        WriteByte((byte)'[');
        var left = list.Count;
        foreach (var item in list)
        {
            StartLine(depth + 1);
            WriteValue(item, depth + 1, false, --left == 0);
            if (left > 0) WriteByte((byte)',');
        }

        StartLine(depth);
        WriteByte((byte)']');
    }

    private void WriteMap(Value.Map map, int depth, bool isInline, bool isLast)
    {
        if (_isDeep) RuntimeHelpers.EnsureSufficientExecutionStack();
        if (map.Count == 0)
        {
            WriteEmpty((byte)'{', (byte)'}', _style.EmptyMap, depth, isInline);
            return;
        }

        if (isInline || depth >= _style.InlineFromDepth)
        {
            _ = TryWriteInline(map, int.MaxValue, int.MaxValue);
            return;
        }

        if (_style.InlineMaps > 0 && IsFlat(map) && TryFit(map, _style.InlineMaps, isLast)) return;
        WriteByte((byte)'{');
        if (map.TryFlat(out var shape, out var values))
        {
            var keys = KeysOf(shape);
            for (var i = 0; i < values.Length; i++)
                WriteEntry(shape[i], keys?[i], values[i], depth + 1, i == values.Length - 1);
        }
        else
        {
            var left = map.Count;
            foreach (var (key, value) in map) WriteEntry(key, null, value, depth + 1, --left == 0);
        }

        StartLine(depth);
        WriteByte((byte)'}');
    }

    private byte[][]? KeysOf(Shape shape)
    {
        if (_hasMap) return (_keys ??= new WrittenKeys()).Find(shape, _style);
        _hasMap = true;
        return null;
    }

    private void WriteEntry(string key, byte[]? written, Value value, int depth, bool isLast)
    {
        StartLine(depth);
        WriteKey(key, written);
        WriteValue(value, depth, false, isLast);
        if (!isLast) WriteByte((byte)',');
    }

    /// <summary>
    /// Writes a container on one line; stops with false where the line, or an item of a list, grows longer than
    /// allowed.
    /// </summary>
    private bool TryWriteInline(Value container, int width, int longest)
    {
        var isFirst = true;
        if (container is Value.List list)
        {
            WriteByte((byte)'[');
            WriteSpaces(_style.ListPadding);
            foreach (var item in list)
            {
                if (!isFirst) WriteComma();
                isFirst = false;
                var start = _used;
                WriteValue(item, 0, true, true);
                if (Column > width || _used - start > longest) return false;
            }

            WriteSpaces(_style.ListPadding);
            WriteByte((byte)']');
            return Column <= width;
        }

        return TryWriteInline((Value.Map)container, width);
    }

    private bool TryWriteInline(Value.Map map, int width)
    {
        WriteByte((byte)'{');
        WriteSpaces(_style.MapPadding);
        if (map.TryFlat(out var shape, out var values))
        {
            var keys = KeysOf(shape);
            for (var i = 0; i < values.Length; i++)
                if (!TryWriteInline(shape[i], keys?[i], values[i], i == 0, width)) return false;
        }
        else
        {
            var isFirst = true;
            foreach (var (key, value) in map)
            {
                if (!TryWriteInline(key, null, value, isFirst, width)) return false;
                isFirst = false;
            }
        }

        WriteSpaces(_style.MapPadding);
        WriteByte((byte)'}');
        return Column <= width;
    }

    private bool TryWriteInline(string key, byte[]? written, Value value, bool isFirst, int width)
    {
        if (!isFirst) WriteComma();
        WriteKey(key, written);
        WriteValue(value, 0, true, true);
        return Column <= width;
    }

    /// <summary>
    /// Writes a container on one line if it fits, with the comma that may follow; else writes
    /// nothing.
    /// </summary>
    private bool TryFit(Value container, int width, bool isLast)
    {
        var longest = container is Value.List ? _style.InlineItems : JsonStyle.AnyWidth;
        if (width == JsonStyle.AnyWidth && longest == JsonStyle.AnyWidth)
            return TryWriteInline(container, width, longest);

        var start = _used;
        _isTrying = true;
        var fits = TryWriteInline(container, isLast ? width : width - 1, longest);
        _isTrying = false;
        if (!fits) _used = start;
        return fits;
    }

    private void WriteEmpty(byte open, byte close, EmptyContainer form, int depth, bool isInline)
    {
        WriteByte(open);
        if (form == EmptyContainer.Spaced || (form != EmptyContainer.Tight && isInline))
        {
            WriteByte((byte)' ');
        }
        else if (form != EmptyContainer.Tight)
        {
            if (form == EmptyContainer.BlankLine) WriteBytes(_style.NewlineBytes);
            StartLine(depth);
        }

        WriteByte(close);
    }

    private void WriteKey(string key, byte[]? written)
    {
        if (written is null) WriteKey(key);
        else WriteBytes(written);
    }

    /// <summary>Writes a key with its colon.</summary>
    public void WriteKey(string key)
    {
        WriteString(key);
        WriteSpaces(_style.SpacesBeforeColon);
        WriteByte((byte)':');
        WriteSpaces(_style.SpacesAfterColon);
    }

    private void WriteComma()
    {
        WriteByte((byte)',');
        WriteSpaces(_style.SpacesAfterComma);
    }

    private void StartLine(int depth)
    {
        WriteBytes(_style.NewlineBytes);
        _lineStart = _flushed + _used;
        var indent = _style.Indent.GetValueOrDefault() * depth;
        Room(indent).Fill(_style.Tabs ? (byte)'\t' : (byte)' ');
        _used += indent;
    }

    /// <summary>Whether a container holds no container with items.</summary>
    private static bool IsFlat(Value.List list)
    {
        foreach (var item in list)
        {
            if (item is Value.List { Count: > 0 } or Value.Map { Count: > 0 }) return false;
        }

        return true;
    }

    private static bool IsFlat(Value.Map map)
    {
        foreach (var entry in map)
        {
            if (entry.Value is Value.List { Count: > 0 } or Value.Map { Count: > 0 }) return false;
        }

        return true;
    }
}
