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
    private const int Few = 64;

    /// <summary>The digests of the patch and the source.</summary>
    public PayloadDigests Digests => new(PatchHash, SourceHash);

    /// <summary>The id: the SHA-256 of the header's bytes.</summary>
    /// <returns>The id.</returns>
    public VersionId ToId() => Digest.Of(ToBytes()).AsId();

    /// <summary>
    /// The canonical bytes: format, count of parents, their ids, ticks, actor and label (each a length and
    /// UTF-8), the
    /// patch's digest, then source's and content's (each a 1 and the digest, or a 0). Numbers are big-endian.
    /// </summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[MostBytes(Parents.Length, Stamp)];
        return bytes[..Write(bytes, Parents.AsSpan(), Stamp, Digests, ContentHash)];
    }

    /// <summary>How many bytes a header has at most.</summary>
    internal static int MostBytes(int parents, in Stamp stamp) =>
        2 + (parents * VersionId.Size) + sizeof(long)
        + (2 * sizeof(int)) + MostInUtf8(stamp.Actor) + MostInUtf8(stamp.Label)
        + Digest.Size + (2 * (1 + Digest.Size));

    // Few letters are not worth counting.
    private static int MostInUtf8(string text) => text.Length <= Few
        ? Encoding.UTF8.GetMaxByteCount(text.Length)
        : Encoding.UTF8.GetByteCount(text);

    /// <summary>Writes the canonical bytes.</summary>
    /// <returns>How many they are, at most <see cref="MostBytes"/>.</returns>
    internal static int Write(
        Span<byte> destination,
        ReadOnlySpan<VersionId> parents,
        in Stamp stamp,
        in PayloadDigests payload,
        in Digest? content)
    {
        var writer = new HeaderWriter(destination);
        writer.Write(Format);
        writer.Write((byte)parents.Length);
        foreach (var parent in parents) writer.Write(parent);
        writer.Write(stamp.Ticks);
        writer.Write(stamp.Actor);
        writer.Write(stamp.Label);
        writer.Write(payload.Patch.AsId());
        writer.Write(payload.Source);
        writer.Write(content);
        return destination.Length - writer.Left;
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

    private ref struct HeaderWriter(Span<byte> destination)
    {
        private Span<byte> _rest = destination;

        public readonly int Left => _rest.Length;

        public void Write(byte value)
        {
            _rest[0] = value;
            _rest = _rest[1..];
        }

        public void Write(VersionId id)
        {
            id.CopyTo(_rest);
            _rest = _rest[VersionId.Size..];
        }

        public void Write(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(_rest, value);
            _rest = _rest[sizeof(long)..];
        }

        public void Write(string text)
        {
            var size = Encoding.UTF8.GetBytes(text, _rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(_rest, size);
            _rest = _rest[(sizeof(int) + size)..];
        }

        public void Write(in Digest? digest)
        {
            Write(digest is null ? (byte)0 : (byte)1);
            if (digest is { } present) Write(present.AsId());
        }
    }
}
