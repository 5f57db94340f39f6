using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>How a version's patch and source lie in its own row.</summary>
/// <remarks>
/// A patch is plain text where it is short, so that it can be read with any SQLite tool and a commit spends no
/// time on it;
/// a longer one is Brotli where that is smaller. A source begins with a byte that says whether it is compressed.
/// </remarks>
internal static class PayloadCoding
{
    private const int ShortPatch = 512;
    private const int ShortSource = 64;
    private const byte Plain = 0;
    private const byte Compressed = 1;

    /// <summary>A payload as it lies in a row.</summary>
    /// <param name="Patch">The patch; null where it was given up.</param>
    /// <param name="PatchIsText">Whether it is plain.</param>
    /// <param name="Source">The source, or null.</param>
    internal readonly record struct Coded(byte[]? Patch, bool PatchIsText, byte[]? Source)
    {
        public long Length => (Patch?.Length ?? 0) + (Source?.Length ?? 0);
    }

    /// <summary>Encodes a payload for its own row.</summary>
    /// <param name="payload">The payload.</param>
    /// <returns>What lies in the row.</returns>
    public static Coded Encode(VersionPayload payload)
    {
        var plain = payload.Patch.Span;
        var source = payload.Source is { } bytes ? EncodeSource(bytes.Span) : null;
        if (plain.Length > ShortPatch)
        {
            var compressed = Compression.Compress(plain, Compression.Quick);
            if (compressed.Length < plain.Length) return new Coded(compressed, false, source);
        }

        return new Coded(plain.ToArray(), true, source);
    }

    /// <summary>The payload that lies in a row of its own.</summary>
    /// <param name="patch">The patch as it lies there; null for none.</param>
    /// <param name="patchIsText">Whether it is plain.</param>
    /// <param name="source">The source as it lies there; null for none.</param>
    /// <returns>The payload, or null where it cannot be read.</returns>
    public static VersionPayload? TryDecode(byte[]? patch, bool patchIsText, byte[]? source)
    {
        if (patch is null) return null;
        var plain = patchIsText ? patch : Compression.TryInflate(patch);
        if (plain is null) return null;
        if (source is null) return new VersionPayload(plain, null);
        return TryDecodeSource(source) is { } decoded ? new VersionPayload(plain, decoded) : null;
    }

    private static byte[] EncodeSource(ReadOnlySpan<byte> source)
    {
        if (source.Length > ShortSource)
        {
            var compressed = Compression.Compress(source, Compression.Quick);
            if (compressed.Length < source.Length) return [Compressed, .. compressed];
        }

        return [Plain, .. source];
    }

    private static byte[]? TryDecodeSource(ReadOnlySpan<byte> coded) => coded.IsEmpty
        ? null
        : coded[0] switch
        {
            Plain => coded[1..].ToArray(),
            Compressed => Compression.TryInflate(coded[1..]),
            _ => null,
        };
}
