using System.Buffers.Binary;

namespace Timeline.Sqlite;

/// <summary>The first bytes of a file of SQLite, of which one wrong bit can hide all the rest.</summary>
/// <remarks>
/// Of a store's file nearly all of them are known: they are the same in each, or follow from its length. The layout
/// is that of SQLite's own page "Database File Format".
/// </remarks>
internal static class FileHeader
{
    private const int Size = 100;
    private const int PageSizeAt = 16;
    private const int JournalsAt = 18;
    private const int FractionsAt = 20;
    private const int ChangesAt = 24;
    private const int PagesAt = 28;
    private const int SchemaFormatAt = 44;
    private const int LargestRootAt = 52;
    private const int EncodingAt = 56;
    private const int IncrementalAt = 64;
    private const int ReservedAt = 72;
    private const int ReservedSize = 20;
    private const int ChangesOfPagesAt = 92;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    private static ReadOnlySpan<byte> Fractions => [0, 64, 32, 32];

    /// <summary>Makes the header of a store's file again, as far as it does not matter what it said.</summary>
    /// <remarks>Its format and the kind of its store stay, as they may be true.</remarks>
    /// <param name="path">The file, which nobody else has open.</param>
    public static void Mend(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var header = new byte[Size];
        if (file.ReadAtLeast(header, Size, throwOnEndOfStream: false) < Size) return;
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(PageSizeAt), StoreFile.PageSize);
        Fractions.CopyTo(header.AsSpan(FractionsAt));

        // 2 is a write-ahead log, without which the file is read as it is.
        header[JournalsAt] = header[JournalsAt + 1] = (byte)(File.Exists($"{path}-wal") ? 2 : 1);
        Write(PagesAt, (int)(file.Length / StoreFile.PageSize));
        Write(SchemaFormatAt, 4);
        Write(LargestRootAt, 0);
        Write(EncodingAt, 1);
        Write(IncrementalAt, 0);
        header.AsSpan(ReservedAt, ReservedSize).Clear();

        // The count of pages is believed where this says that it is of the last change.
        header.AsSpan(ChangesAt, sizeof(int)).CopyTo(header.AsSpan(ChangesOfPagesAt));
        file.Position = 0;
        file.Write(header);

        void Write(int at, int value) => BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(at), value);
    }
}
