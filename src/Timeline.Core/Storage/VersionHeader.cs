using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>What a version's id is made of: all of the version but the patch and the source, which stand in it
/// as digests.</summary>
/// <remarks>
/// Two levels, so that a version whose patch was given up still proves its id and its place in the chain. The
/// version's
/// number and the history's name are not in it: they may differ between replicas.
/// </remarks>
/// <param name="Parents">The parents' ids: none, one, or two for a merge; the patch is relative to the first.</param>
/// <param name="Stamp">When, by whom, with what words.</param>
/// <param name="PatchHash">The SHA-256 of the patch.</param>
/// <param name="SourceHash">The SHA-256 of the source; null where there is none.</param>
/// <param name="ContentHash">The SHA-256 of the recorded file's exact bytes; null where none was given.</param>
public sealed record VersionHeader(
    ImmutableArray<VersionId> Parents,
    Stamp Stamp,
    Digest PatchHash,
    Digest? SourceHash,
    Digest? ContentHash)
{
    // Version 1 of the header's layout. It is hashed, so a header keeps its layout for ever.
    private const byte Format = 1;

    /// <summary>The digests of the patch and the source.</summary>
    public PayloadDigests Digests => new(PatchHash, SourceHash);

    /// <summary>The id: the SHA-256 of the header's bytes.</summary>
    /// <returns>The id.</returns>
    public VersionId ToId() => Digest.Of(ToBytes()).AsId();

    /// <summary>The ids of many headers, for less than one by one.</summary>
    internal static VersionId[] ToIds(IReadOnlyList<VersionHeader> headers)
    {
        var texts = new ReadOnlyMemory<byte>[headers.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = headers[i].ToBytes();
        var digests = new Digest[texts.Length];
        Sha256Lanes.HashEach(texts, digests);
        return Array.ConvertAll(digests, digest => digest.AsId());
    }

    /// <summary>
    /// The canonical bytes: format, count of parents, their ids, ticks, actor and label (each a length and
    /// UTF-8), the
    /// patch's digest, then source's and content's (each a 1 and the digest, or a 0). Numbers are big-endian.
    /// </summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBytes()
    {
        var writer = new HeaderWriter(SizeInBytes);
        writer.Write(Format);
        writer.Write((byte)Parents.Length);
        foreach (var parent in Parents) writer.Write(parent);
        writer.Write(Stamp.Ticks);
        writer.Write(Stamp.Actor);
        writer.Write(Stamp.Label);
        writer.Write(PatchHash.AsId());
        writer.Write(SourceHash);
        writer.Write(ContentHash);
        return writer.ToBytes();
    }

    private int SizeInBytes => 2 + (Parents.Length * VersionId.Size) + sizeof(long)
        + (2 * sizeof(int)) + Encoding.UTF8.GetByteCount(Stamp.Actor) + Encoding.UTF8.GetByteCount(Stamp.Label)
        + Digest.Size + SizeOf(SourceHash) + SizeOf(ContentHash);

    private static int SizeOf(Digest? digest) => digest is null ? 1 : 1 + Digest.Size;

    /// <summary>Whether the other says the same.</summary>
    /// <param name="other">The other header.</param>
    /// <returns>True if all properties are equal.</returns>
    public bool Equals(VersionHeader? other) =>
        other is not null
        && Parents.SequenceEqual(other.Parents)
        && Stamp == other.Stamp
        && PatchHash == other.PatchHash
        && SourceHash == other.SourceHash
        && ContentHash == other.ContentHash;

    /// <inheritdoc/>
    public override int GetHashCode() => PatchHash.GetHashCode();

    private ref struct HeaderWriter(int size)
    {
        private readonly byte[] _bytes = new byte[size];
        private int _length;

        public void Write(byte value) => _bytes[_length++] = value;

        public void Write(VersionId id)
        {
            id.CopyTo(_bytes.AsSpan(_length));
            _length += VersionId.Size;
        }

        public void Write(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_length), value);
            _length += sizeof(long);
        }

        public void Write(string text)
        {
            var size = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length + sizeof(int)));
            BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), size);
            _length += sizeof(int) + size;
        }

        public void Write(Digest? digest)
        {
            Write(digest is null ? (byte)0 : (byte)1);
            if (digest is { } present) Write(present.AsId());
        }

        public readonly byte[] ToBytes() => _length == _bytes.Length
            ? _bytes
            : throw new InvalidOperationException("A header has the size that was foreseen.");
    }
}
