using System.IO.Compression;

namespace Timeline.Documents;

/// <summary>
/// What is missing from a rendered text to the exact bytes: a byte delta, compressed where that is smaller.
/// </summary>
/// <remarks>
/// Layout: the length of the delta as a varint, then the delta itself or, where shorter, its Brotli stream.
/// </remarks>
internal static class Residual
{
    private const int Quality = 9;
    private const int Window = 22;

    /// <summary>The residual that leads from <paramref name="rendered"/> to <paramref name="exact"/>.</summary>
    public static byte[] Between(ReadOnlySpan<byte> rendered, ReadOnlySpan<byte> exact)
    {
        var delta = Pack(ByteDelta.Between(rendered, exact));
        if (delta.Length <= exact.Length / 16)
            return delta;

        // Two texts that are not alike after all: the whole text alone may compress better than a long delta.
        var whole = Pack(ByteDelta.Between([], exact));
        return whole.Length < delta.Length ? whole : delta;
    }

    /// <summary>Makes the exact bytes; false if the residual is damaged or they would be more than the limit.</summary>
    public static bool TryApply(ReadOnlySpan<byte> rendered, ReadOnlySpan<byte> residual, int limit, out byte[] exact)
    {
        exact = [];
        if (!Varint.TryRead(ref residual, out var length) || length > (ulong)limit * 2 + 64 || length > int.MaxValue)
            return false;
        if (length == (ulong)residual.Length)
            return ByteDelta.TryApply(rendered, residual, limit, out exact);

        return TryInflate(residual, (int)length, out var delta) &&
            ByteDelta.TryApply(rendered, delta, limit, out exact);
    }

    private static byte[] Pack(byte[] delta)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(delta.Length) + 5];
        var prefix = new System.Buffers.ArrayBufferWriter<byte>(5);
        Varint.Write(prefix, (uint)delta.Length);
        prefix.WrittenSpan.CopyTo(packed);
        var start = prefix.WrittenCount;
        if (BrotliEncoder.TryCompress(delta, packed.AsSpan(start), out var length, Quality, Window) &&
            length < delta.Length)
        {
            return packed[..(start + length)];
        }

        return [.. prefix.WrittenSpan, .. delta];
    }

    private static bool TryInflate(ReadOnlySpan<byte> packed, int length, out byte[] delta)
    {
        // Brotli makes at most about a thousandfold; a larger promise is a lie told to make us allocate.
        delta = [];
        if (length / 100_000 > packed.Length)
            return false;

        var inflated = new byte[length];
        if (!BrotliDecoder.TryDecompress(packed, inflated, out var written) || written != length)
            return false;

        delta = inflated;
        return true;
    }
}
