using System.Buffers;

namespace Timeline.Sequences;

/// <summary>Bytes being written: numbers in groups of seven bits, the lowest first.</summary>
internal sealed class ByteColumn
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Span => _bytes.WrittenSpan;

    public void Add(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void AddNumber(ulong number)
    {
        var target = _bytes.GetSpan(10);
        var count = 0;
        for (; number >= 0x80; number >>= 7)
            target[count++] = (byte)(0x80 | (number & 0x7F));
        target[count++] = (byte)number;
        _bytes.Advance(count);
    }
}
