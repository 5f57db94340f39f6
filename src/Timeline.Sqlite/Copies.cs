namespace Timeline.Sqlite;

/// <summary>Copies of many short runs of bytes, which lie in few arrays.</summary>
/// <remarks>
/// Hundreds of patches of a few hundred bytes are read for one value: an array for each would be made empty first and
/// then filled. Whoever keeps one of them keeps its neighbours in memory, at most a few times what is kept.
/// </remarks>
internal sealed class Copies
{
    private const int Room = 1 << 14;
    private const int LongestShared = Room / 8;

    private Memory<byte> _rest;

    /// <summary>A copy of some bytes.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestShared) return bytes.ToArray();
        if (bytes.Length > _rest.Length) _rest = GC.AllocateUninitializedArray<byte>(Room);
        var copy = _rest[..bytes.Length];
        bytes.CopyTo(copy.Span);
        _rest = _rest[bytes.Length..];
        return copy;
    }
}
