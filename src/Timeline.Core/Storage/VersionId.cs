using System.Buffers.Binary;
using LanguageExt;

namespace Timeline.Storage;

/// <summary>The name a version has by what it is: the SHA-256 of its header, 32 bytes.</summary>
/// <remarks>
/// The header holds the parents' ids, the stamp and the digests of the patch and of the source, so two versions with
/// one id are one version. Ordered by bytes. The default value is 32 zero bytes, the id of no version.
/// </remarks>
public readonly struct VersionId : IEquatable<VersionId>, IComparable<VersionId>, IComparable
{
    /// <summary>How many bytes an id has.</summary>
    public const int Size = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>The id with these bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentException">There are more or fewer bytes.</exception>
    public VersionId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"An id has {Size} bytes.", nameof(bytes));
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The id whose bytes are those of four numbers, each big-endian.</summary>
    internal VersionId(ulong first, ulong second, ulong third, ulong fourth) =>
        (_first, _second, _third, _fourth) = (first, second, third, fourth);

    /// <summary>Reads an id written as 64 hexadecimal digits.</summary>
    /// <param name="text">The digits, in either case.</param>
    /// <returns>The id, or <see cref="TimelineError.VersionIdInvalid"/>.</returns>
    public static Either<TimelineError, VersionId> Parse(string text) =>
        TryParse(text, out var id) ? id : new TimelineError.VersionIdInvalid(text ?? "");

    /// <summary>Reads an id written as 64 hexadecimal digits.</summary>
    /// <param name="text">The digits, in either case.</param>
    /// <param name="id">The id, or the default where the text is not one.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryParse(string? text, out VersionId id)
    {
        id = default;
        if (text is null || text.Length != 2 * Size || !text.All(char.IsAsciiHexDigit)) return false;
        id = new VersionId(Convert.FromHexString(text));
        return true;
    }

    /// <summary>Writes the <see cref="Size"/> bytes of the id.</summary>
    /// <param name="destination">Where to; at least <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        // Asked once whether it is long enough.
        var bytes = destination[..Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _fourth);
    }

    /// <summary>The bytes of the id.</summary>
    /// <returns>A new array of <see cref="Size"/> bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The first digits of the id, as people write them.</summary>
    /// <param name="digits">How many hexadecimal digits, 1 to 64.</param>
    /// <returns>Lower-case hexadecimal digits.</returns>
    public string ToShort(int digits = 10) => ToString()[..digits];

    /// <summary>The id as 64 lower-case hexadecimal digits.</summary>
    /// <returns>The digits.</returns>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <inheritdoc/>
    public bool Equals(VersionId other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VersionId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _first.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(VersionId other)
    {
        var order = _first.CompareTo(other._first);
        if (order == 0) order = _second.CompareTo(other._second);
        if (order == 0) order = _third.CompareTo(other._third);
        return order == 0 ? _fourth.CompareTo(other._fourth) : order;
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        VersionId other => CompareTo(other),
        _ => throw new ArgumentException("A version id compares only with a version id.", nameof(obj)),
    };

    /// <summary>Whether both are the same id.</summary>
    public static bool operator ==(VersionId left, VersionId right) => left.Equals(right);

    /// <summary>Whether the ids differ.</summary>
    public static bool operator !=(VersionId left, VersionId right) => !left.Equals(right);

    /// <summary>Whether the left id's bytes come before the right one's.</summary>
    public static bool operator <(VersionId left, VersionId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id's bytes come before the right one's or are the same.</summary>
    public static bool operator <=(VersionId left, VersionId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id's bytes come after the right one's.</summary>
    public static bool operator >(VersionId left, VersionId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id's bytes come after the right one's or are the same.</summary>
    public static bool operator >=(VersionId left, VersionId right) => left.CompareTo(right) >= 0;
}
