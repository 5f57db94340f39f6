using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Timeline.Persisting;

/// <summary>Brotli, with a cap on what comes out.</summary>
internal static class Inflation
{
    // 5 is where Brotli begins to find what is far apart, at about a tenth of what its last level costs.
    private const int Quality = 5;
    private const int Window = 22;
    private const int FirstBlock = 4096;

    /// <summary>The compressed bytes.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
        return BrotliEncoder.TryCompress(text, bytes, out var written, Quality, Window)
            ? bytes[..written]
            : throw new InvalidOperationException("Brotli does not fit the size that it gave.");
    }

    /// <summary>The bytes that were compressed; null if these are none, or if more than a number come out.</summary>
    public static byte[]? Inflate(ReadOnlySpan<byte> compressed, int most)
    {
        using var decoder = default(BrotliDecoder);
        var text = new byte[Math.Min(most, Math.Max(FirstBlock, compressed.Length * 4L))];
        var length = 0;
        while (true)
        {
            var status = decoder.Decompress(compressed, text.AsSpan(length), out var read, out var written);
            compressed = compressed[read..];
            length += written;
            if (status == OperationStatus.Done && compressed.IsEmpty) return Cleared(text, text[..length]);
            if (status != OperationStatus.DestinationTooSmall || text.Length == most) return Cleared(text, null);
            var larger = new byte[Math.Min(most, text.Length * 2L)];
            text.AsSpan(0, length).CopyTo(larger);
            text = Cleared(text, larger)!;
        }
    }

    // What is inflated may have been encrypted.
    private static byte[]? Cleared(byte[] buffer, byte[]? result)
    {
        CryptographicOperations.ZeroMemory(buffer);
        return result;
    }
}
