namespace Timeline.Sqlite;

/// <summary>Copies of many short runs of bytes, which lie in few arrays.</summary>
/// <remarks>
/// Hundreds of patches of a few hundred bytes are read for one value: an array for each would be made empty first and
/// then filled. Whoever keeps one of them keeps its neighbours in memory: so an array is no longer than a page, nor
/// than all that was copied before it.
/// </remarks>
internal sealed class Copies
{
    private const int Longest = 4096;

    private Memory<byte> _rest;
    private long _copied;

    /// <summary>A copy of some bytes.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        var room = (int)Math.Min(Longest, _copied);
        _copied += bytes.Length;
        if (bytes.Length > _rest.Length)
        {
            if (bytes.Length > room) return bytes.ToArray();
            _rest = GC.AllocateUninitializedArray<byte>(room);
        }

        var copy = _rest[..bytes.Length];
        bytes.CopyTo(copy.Span);
        _rest = _rest[bytes.Length..];
        return copy;
    }
}
