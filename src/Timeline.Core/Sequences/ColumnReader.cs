using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>Reads what <see cref="ByteColumn"/> wrote, and believes none of it.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="name">What they are, for people.</param>
internal ref struct ColumnReader(ReadOnlySpan<byte> bytes, string name)
{
    private readonly int _length = bytes.Length;
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>A number that is not larger than one given, in its shortest form.</summary>
    public long Number(long largest)
    {
        var number = 0UL;
        for (var i = 0; i < _rest.Length && i < 9; i++)
        {
            var group = _rest[i];
            number |= (ulong)(group & 0x7F) << (7 * i);
            if (group >= 0x80)
                continue;
            if ((long)number > largest || (group == 0 && i > 0))
                throw Fault(FormattableString.Invariant($"a number should be at most {largest}, in its shortest form"));
            _rest = _rest[(i + 1)..];
            return (long)number;
        }
        throw Fault("a number does not end");
    }

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if (count > _rest.Length)
            throw Fault(FormattableString.Invariant($"{count} bytes should follow, and {_rest.Length} do"));
        var bytes = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return bytes;
    }

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
            throw Fault("something stands behind the end");
    }

    private readonly CrdtFault Fault(string reason) =>
        new(FormattableString.Invariant($"{name}, at byte {_length - _rest.Length}: {reason}"));
}
