using System.Buffers;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>
/// The payloads and snapshots of versions with consecutive numbers, compressed together: neighbours say much
/// the same.
/// </summary>
/// <remarks>
/// Plain, it is the count, then for each version the length of its patch and one more than those of its source
/// and its
/// snapshot (0 for none), then all patches, all sources and all snapshots; as Brotli it lies in the row of the
/// first, and
/// the others point there.
/// </remarks>
internal static class Pack
{
    /// <summary>How many bytes, plain, go together at most: what reading one version of it may have to
    /// inflate.</summary>
    public const int LargestPlain = 1 << 20;

    /// <summary>How many versions go together at most.</summary>
    public const int MostVersions = 512;

    /// <summary>How large a snapshot may be, plain, to go with them; a larger one stays in its own row.</summary>
    public const int LargestSnapshot = LargestPlain / 4;

    /// <summary>What a version puts into a pack.</summary>
    /// <param name="Payload">Its patch and source.</param>
    /// <param name="Snapshot">Its value as compact JSON text; null for none.</param>
    internal sealed record Entry(VersionPayload Payload, ReadOnlyMemory<byte>? Snapshot)
    {
        public long Length => Payload.Patch.Length + (Payload.Source?.Length ?? 0) + (Snapshot?.Length ?? 0L);
    }

    /// <summary>Compresses entries together.</summary>
    /// <param name="entries">The entries, by number.</param>
    /// <param name="quality">How hard to try.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Encode(IReadOnlyList<Entry> entries, int quality)
    {
        var plain = new ArrayBufferWriter<byte>();
        WriteLength(plain, entries.Count);
        foreach (var (payload, snapshot) in entries)
        {
            WriteLength(plain, payload.Patch.Length);
            WriteLength(plain, payload.Source is { } source ? source.Length + 1 : 0);
            WriteLength(plain, snapshot is { } text ? text.Length + 1 : 0);
        }

        foreach (var entry in entries) plain.Write(entry.Payload.Patch.Span);
        foreach (var entry in entries) plain.Write((entry.Payload.Source ?? default).Span);
        foreach (var entry in entries) plain.Write((entry.Snapshot ?? default).Span);
        return Compression.Compress(plain.WrittenSpan, quality);
    }

    /// <summary>The entries in a pack.</summary>
    /// <param name="bytes">What <see cref="Encode"/> gave.</param>
    /// <returns>The entries, or null where these are not what it gives.</returns>
    public static Entry[]? TryDecode(ReadOnlySpan<byte> bytes)
    {
        if (Compression.TryInflate(bytes) is not { } plain) return null;
        var at = 0;
        if (!TryRead(plain, ref at, out var count) || count > plain.Length) return null;
        var lengths = new (int Patch, int Source, int Snapshot)[count];
        var (patches, sources, snapshots) = (0L, 0L, 0L);
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(plain, ref at, out lengths[i].Patch)
                || !TryRead(plain, ref at, out lengths[i].Source)
                || !TryRead(plain, ref at, out lengths[i].Snapshot))
            {
                return null;
            }

            patches += lengths[i].Patch;
            sources += Math.Max(0, lengths[i].Source - 1);
            snapshots += Math.Max(0, lengths[i].Snapshot - 1);
        }

        var source = at + patches;
        var snapshot = source + sources;
        if (snapshot + snapshots != plain.Length) return null;
        var entries = new Entry[count];
        for (var i = 0; i < count; i++)
        {
            var patch = plain.AsMemory(at, lengths[i].Patch);
            at += patch.Length;
            entries[i] = new Entry(
                new VersionPayload(patch, Take(plain, ref source, lengths[i].Source)),
                Take(plain, ref snapshot, lengths[i].Snapshot));
        }

        return entries;
    }

    private static ReadOnlyMemory<byte>? Take(byte[] plain, ref long at, int lengthAndOne)
    {
        if (lengthAndOne == 0) return null;
        var taken = plain.AsMemory((int)at, lengthAndOne - 1);
        at += taken.Length;
        return taken;
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
