using System.Buffers;
using System.Runtime.InteropServices;

namespace Timeline.Storage;

/// <summary>Holds the payloads of versions against the versions' ids, many at once.</summary>
internal static class PayloadProof
{
    /// <summary>The index of the first version whose id is not the digest of what it holds, or -1.</summary>
    /// <remarks>A version without its payload is passed over. O(bytes), in vector registers.</remarks>
    /// <param name="versions">The versions.</param>
    /// <param name="sideBySide">As <see cref="Sha256Lanes.HashEach"/> has it.</param>
    public static int FirstUnproved(ReadOnlySpan<StoredVersion> versions, bool sideBySide)
    {
        var texts = new List<ReadOnlyMemory<byte>>(versions.Length);
        var most = 0;
        foreach (var version in versions)
        {
            if (version.Payload is not { } payload) continue;
            texts.Add(payload.Patch);
            if (payload.Source is { } source) texts.Add(source);
            most += VersionHeader.MostBytes(version.Parents.Length, version.Stamp);
        }

        var digests = ArrayPool<Digest>.Shared.Rent(texts.Count);
        var payloads = Hashed(texts, digests, sideBySide);
        var headers = ArrayPool<byte>.Shared.Rent(most);
        texts.Clear();
        Write(versions, payloads, headers, texts);
        var unproved = FirstOther(versions, Hashed(texts, digests, sideBySide));
        ArrayPool<byte>.Shared.Return(headers);
        ArrayPool<Digest>.Shared.Return(digests);
        return unproved;
    }

    /// <summary>Writes the headers behind each other.</summary>
    private static void Write(
        ReadOnlySpan<StoredVersion> versions,
        ReadOnlySpan<Digest> payloads,
        Memory<byte> headers,
        List<ReadOnlyMemory<byte>> texts)
    {
        Span<VersionId> ids = stackalloc VersionId[2];
        foreach (var version in versions)
        {
            if (version.Payload is not { } payload) continue;
            var parents = version.Parents;
            for (var i = 0; i < parents.Length; i++) ids[i] = parents[i].Id;
            Digest? source = payload.Source is null ? null : payloads[1];
            var length = VersionHeader.Write(
                headers.Span, ids[..parents.Length], version.Stamp, new PayloadDigests(payloads[0], source),
                version.ContentHash);
            texts.Add(headers[..length]);
            headers = headers[length..];
            payloads = payloads[(source is null ? 1 : 2)..];
        }
    }

    private static Span<Digest> Hashed(List<ReadOnlyMemory<byte>> texts, Span<Digest> digests, bool sideBySide)
    {
        digests = digests[..texts.Count];
        Sha256Lanes.HashEach(CollectionsMarshal.AsSpan(texts), digests, sideBySide);
        return digests;
    }

    private static int FirstOther(ReadOnlySpan<StoredVersion> versions, ReadOnlySpan<Digest> ids)
    {
        var next = 0;
        for (var i = 0; i < versions.Length; i++)
            if (versions[i].Payload is not null && ids[next++].AsId() != versions[i].Id) return i;
        return -1;
    }
}
