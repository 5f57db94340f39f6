using System.Security.Cryptography;

namespace Timeline.Storage;

/// <summary>A SHA-256 of some bytes. The default value is 32 zero bytes, the digest of nothing known.</summary>
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>How many bytes a digest has.</summary>
    public const int Size = 32;

    // An id and a digest are both 32 bytes; they are two types because one is never meant where the other is.
    private readonly VersionId _bytes;

    /// <summary>The digest with these bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentException">There are more or fewer bytes.</exception>
    public Digest(ReadOnlySpan<byte> bytes) => _bytes = new VersionId(bytes);

    /// <summary>The digest whose bytes are those of four numbers, each big-endian.</summary>
    internal Digest(ulong first, ulong second, ulong third, ulong fourth) =>
        _bytes = new VersionId(first, second, third, fourth);

    /// <summary>The digest of some bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>Their SHA-256.</returns>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        _ = SHA256.HashData(content, hash);
        return new Digest(hash);
    }

    /// <summary>The bytes as those of an id, for writing them without a copy.</summary>
    internal VersionId AsId() => _bytes;

    /// <summary>The bytes of the digest.</summary>
    /// <returns>A new array of <see cref="Size"/> bytes.</returns>
    public byte[] ToBytes() => _bytes.ToBytes();

    /// <inheritdoc/>
    public bool Equals(Digest other) => _bytes == other._bytes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.GetHashCode();

    /// <summary>The digest as 64 lower-case hexadecimal digits.</summary>
    /// <returns>The digits.</returns>
    public override string ToString() => _bytes.ToString();

    /// <summary>Whether both are the same digest.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Whether the digests differ.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);
}
