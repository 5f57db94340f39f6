using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
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
    public VersionId ToId()
    {
        Span<byte> hash = stackalloc byte[VersionId.Size];
        var bytes = ToBytes();
        _ = SHA256.HashData(bytes, hash);
        return new VersionId(hash);
    }

    /// <summary>
    /// The canonical bytes: format, count of parents, their ids, ticks, actor and label (each a length and
    /// UTF-8), the
    /// patch's digest, then source's and content's (each a 1 and the digest, or a 0). Numbers are big-endian.
    /// </summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBytes()
    {
        var actor = Encoding.UTF8.GetBytes(Stamp.Actor);
        var label = Encoding.UTF8.GetBytes(Stamp.Label);
        var writer = new HeaderWriter(2 + (5 * Digest.Size) + 2 + 16 + actor.Length + label.Length);
        writer.Write(Format);
        writer.Write((byte)Parents.Length);
        foreach (var parent in Parents) writer.Write(parent);
        writer.Write(Stamp.Ticks);
        writer.WriteText(actor);
        writer.WriteText(label);
        writer.Write(PatchHash.AsId());
        writer.Write(SourceHash);
        writer.Write(ContentHash);
        return writer.ToBytes();
    }

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

    private ref struct HeaderWriter(int most)
    {
        private readonly byte[] _bytes = new byte[most];
        private int _length;

        public void Write(byte value) => _bytes[_length++] = value;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
        }

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

        public void WriteText(ReadOnlySpan<byte> text)
        {
            BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), text.Length);
            _length += sizeof(int);
            Write(text);
        }

        public void Write(Digest? digest)
        {
            Write(digest is null ? (byte)0 : (byte)1);
            if (digest is { } present) Write(present.AsId());
        }

        public readonly byte[] ToBytes() => _bytes[.._length];
    }
}
