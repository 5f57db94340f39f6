using System.Buffers;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The payloads of versions with consecutive numbers, compressed together: neighbours say much the same.</summary>
/// <remarks>
/// Plain, it is the count, then for each version the length of its patch and one more than that of its source (0 for
/// none), then all patches, then all sources; as Brotli it lies in the row of the first, and the others point there.
/// </remarks>
internal static class Pack
{
    /// <summary>How many bytes, plain, go together at most: what reading one version of it may have to inflate.</summary>
    public const int LargestPlain = 1 << 20;

    /// <summary>How many versions go together at most.</summary>
    public const int MostVersions = 512;

    /// <summary>Compresses payloads together.</summary>
    /// <param name="payloads">The payloads, by number.</param>
    /// <param name="quality">How hard to try.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Encode(IReadOnlyList<VersionPayload> payloads, int quality)
    {
        var plain = new ArrayBufferWriter<byte>();
        WriteLength(plain, payloads.Count);
        foreach (var payload in payloads)
        {
            WriteLength(plain, payload.Patch.Length);
            WriteLength(plain, payload.Source is { } source ? source.Length + 1 : 0);
        }

        foreach (var payload in payloads) plain.Write(payload.Patch.Span);
        foreach (var payload in payloads)
            if (payload.Source is { } source) plain.Write(source.Span);
        return Compression.Compress(plain.WrittenSpan, quality);
    }

    /// <summary>The payloads in a pack.</summary>
    /// <param name="bytes">What <see cref="Encode"/> gave.</param>
    /// <returns>The payloads, or null where these are not what it gives.</returns>
    public static VersionPayload[]? TryDecode(ReadOnlySpan<byte> bytes)
    {
        if (Compression.TryInflate(bytes) is not { } plain) return null;
        var at = 0;
        if (!TryRead(plain, ref at, out var count) || count > plain.Length) return null;
        var lengths = new (int Patch, int Source)[count];
        for (var i = 0; i < count; i++)
            if (!TryRead(plain, ref at, out lengths[i].Patch) || !TryRead(plain, ref at, out lengths[i].Source)) return null;

        var payloads = new VersionPayload[count];
        var source = at + lengths.Sum(length => (long)length.Patch);
        if (source + lengths.Sum(length => Math.Max(0L, length.Source - 1L)) != plain.Length) return null;
        for (var i = 0; i < count; i++)
        {
            ReadOnlyMemory<byte>? own = null;
            if (lengths[i].Source > 0)
            {
                own = plain.AsMemory((int)source, lengths[i].Source - 1);
                source += lengths[i].Source - 1;
            }

            payloads[i] = new VersionPayload(plain.AsMemory(at, lengths[i].Patch), own);
            at += lengths[i].Patch;
        }

        return payloads;
    }

    private static void WriteLength(ArrayBufferWriter<byte> writer, int length) =>
        writer.Advance(Compression.WriteLength(writer.GetSpan(8), length));

    private static bool TryRead(ReadOnlySpan<byte> plain, ref int at, out int length)
    {
        if (!Compression.TryReadLength(plain[at..], out length, out var size)) return false;
        at += size;
        return true;
    }
}
