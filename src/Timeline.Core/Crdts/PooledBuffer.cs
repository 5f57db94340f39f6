using System.Buffers;

namespace Timeline.Crdts;

/// <summary>
/// Bytes that are gathered in arrays of the pool: long ones of their own would make the collector walk the heap.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096;

    private byte[] _bytes = [];
    private int _count;

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(_count);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void MakeRoom(int size)
    {
        size = Math.Max(size, Least);
        if (_bytes.Length - _count >= size)
            return;
        var longer = ArrayPool<byte>.Shared.Rent(Math.Max(_count + size, (int)Math.Min(2L * _count, Array.MaxLength)));
        Written.CopyTo(longer);
        Dispose();
        _bytes = longer;
    }
}
