using System.Buffers;
using System.IO.Compression;

namespace Timeline.Rows;

/// <summary>Brotli with the plain length in front, so that inflating has a bound.</summary>
internal static class Compression
{
    /// <summary>Quality at commit, where time counts: about 20 µs for a kilobyte.</summary>
    public const int Quick = 5;

    /// <summary>Quality when compacting: a few per cent smaller still for ten times the time is not worth
    /// it.</summary>
    public const int Thorough = 9;

    private const int LargestWindow = 22;
    private const int LengthSize = 5;

    // No blob in SQLite is larger, so nothing larger was ever stored.
    private const int LargestPlain = 1_000_000_000;

    // JSON is seldom packed tighter, and so much room does no harm.
    private const long BelievedPlain = 1 << 16;
    private const long BelievedRatio = 64;

    /// <summary>Compresses.</summary>
    /// <param name="plain">The bytes.</param>
    /// <param name="quality">0 to 11.</param>
    /// <returns>The compressed bytes, their plain length in front.</returns>
    public static byte[] Compress(ReadOnlySpan<byte> plain, int quality)
    {
        var most = LengthSize + BrotliEncoder.GetMaxCompressedLength(plain.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = WriteLength(buffer, plain.Length);
            if (!BrotliEncoder.TryCompress(plain, buffer.AsSpan(length), out var written, quality, LargestWindow))
                throw new InvalidOperationException("The buffer holds the most that compression can give.");
            return buffer.AsSpan(0, length + written).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Inflates.</summary>
    /// <param name="compressed">What <see cref="Compress"/> gave.</param>
    /// <returns>The bytes, or null where these are not what it gives.</returns>
    public static byte[]? TryInflate(ReadOnlySpan<byte> compressed)
    {
        if (!TryReadLength(compressed, out var length, out var at) || length > LargestPlain) return null;
        var rest = compressed[at..];
        if (length > Believed(rest.Length)) return TryInflate(rest, length);
        var plain = GC.AllocateUninitializedArray<byte>(length);
        return BrotliDecoder.TryDecompress(rest, plain, out var written) && written == length
            ? plain
            : null;
    }

    private static long Believed(int compressed) => BelievedPlain + (BelievedRatio * compressed);

    // What is said to be long gets room only as it turns out to be: a length alone costs nothing.
    private static byte[]? TryInflate(ReadOnlySpan<byte> rest, int length)
    {
        var plain = GC.AllocateUninitializedArray<byte>((int)Believed(rest.Length));
        var filled = 0;
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(rest, plain.AsSpan(filled), out var consumed, out var written);
            rest = rest[consumed..];
            filled += written;
            if (status == OperationStatus.Done)
            {
                Array.Resize(ref plain, filled);
                return filled == length ? plain : null;
            }

            if (status != OperationStatus.DestinationTooSmall || filled >= length) return null;
            Array.Resize(ref plain, (int)Math.Min(length, 4L * plain.Length));
        }
    }

    /// <summary>Writes a length in groups of seven bits, the lowest first.</summary>
    public static int WriteLength(Span<byte> destination, int length)
    {
        var at = 0;
        for (var rest = (uint)length; ; rest >>= 7)
        {
            destination[at++] = (byte)(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
            if (rest < 0x80) return at;
        }
    }

    /// <summary>Reads a length that <see cref="WriteLength"/> wrote.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> source, out int length, out int size)
    {
        var value = 0L;
        for (size = 0; size < LengthSize && size < source.Length; size++)
        {
            value |= (long)(source[size] & 0x7f) << (7 * size);
            if (source[size] >= 0x80) continue;
            size++;
            length = (int)Math.Min(value, int.MaxValue);
            return value <= int.MaxValue;
        }

        length = 0;
        return false;
    }
}
