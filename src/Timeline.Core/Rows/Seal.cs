using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>
/// The first 8 bytes of the SHA-256 of a row's columns, each with its kind and length: a row that changed is noticed.
/// </summary>
/// <remarks>
/// It guards against accident, not against an enemy, who could make it again; against him stand the ids, which people
/// can write down elsewhere.
/// </remarks>
internal ref struct Seal
{
    private byte[] _buffer;
    private int _length;

    /// <summary>The seal of a row of a table.</summary>
    /// <param name="table">The table's letter, so that no row passes for one of another table.</param>
    public Seal(char table)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(1024);
        _length = 0;
        Put((byte)table);
    }

    public void Add(long value)
    {
        Put((byte)'i');
        BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);
    }

    public void Add(long? value)
    {
        if (value is { } number) Add(number);
        else Put((byte)'n');
    }

    public void Add(string text) => AddText(Encoding.UTF8.GetBytes(text));

    public void Add(VersionId id)
    {
        Put((byte)'b');
        id.CopyTo(Room(VersionId.Size));
    }

    public void AddText(ReadOnlySpan<byte> utf8) => Add((byte)'t', utf8);

    public void AddBlob(ReadOnlySpan<byte> bytes) => Add((byte)'b', bytes);

    public void AddNull() => Put((byte)'n');

    /// <summary>The seal over all that was added; nothing can be added after.</summary>
    /// <returns>The seal.</returns>
    public long Close() => Of(Digest.Of(ToText()));

    /// <summary>What the seal is made of; nothing can be added after.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToText()
    {
        var text = _buffer.AsSpan(0, _length).ToArray();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return text;
    }

    /// <summary>The seals over many texts, for less than one by one.</summary>
    /// <param name="texts">What <see cref="ToText"/> gave.</param>
    /// <param name="sideBySide">As <see cref="Sha256Lanes.HashEach"/> has it.</param>
    /// <returns>The seals, in the same order.</returns>
    public static long[] Of(ReadOnlySpan<ReadOnlyMemory<byte>> texts, bool sideBySide)
    {
        var digests = new Digest[texts.Length];
        Sha256Lanes.HashEach(texts, digests, sideBySide);
        return Array.ConvertAll(digests, Of);
    }

    private static long Of(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.AsId().CopyTo(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private void Add(byte kind, ReadOnlySpan<byte> bytes)
    {
        Put(kind);
        BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
    }

    private void Put(byte value) => Room(1)[0] = value;

    private Span<byte> Room(int size)
    {
        if (_length + size > _buffer.Length) Grow(_length + size);
        var room = _buffer.AsSpan(_length, size);
        _length += size;
        return room;
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, 2 * _buffer.Length));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
