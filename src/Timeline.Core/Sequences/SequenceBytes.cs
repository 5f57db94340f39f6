using System.IO.Compression;
using System.Security.Cryptography;
using LanguageExt;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>
/// The compact form of a sequence: two blocks, of columns and of values, each compressed where that helps.
/// </summary>
/// <remarks>
/// One byte for the kind, one for the version, the blocks, then eight bytes of the SHA-256 of all before. A block
/// is the length of its content, the length of what is stored, and that: the content itself where the lengths are
/// equal, else compressed by Brotli. No block stands for more than <see cref="MostRatio"/> times its bytes, and one of
/// columns beyond <see cref="FreeColumns"/> for less, so that what is read takes memory in proportion to what was
/// received. <see cref="SequenceColumns"/> says what the columns are.
/// </remarks>
internal static class SequenceBytes
{
    private const byte Version = 1;
    private const int SumLength = 8;
    private const int MostRatio = 1000;

    // A few bytes of a column are a row, which takes a hundred times as much in memory: less is believed of columns.
    private const long FreeColumns = 1 << 22;
    private const int MostColumnsRatio = 16;
    private const int Quality = 5;
    private const int WindowBits = 22;

    public static byte[] Write<T>(SequenceState<T> state, IValueForm<T> form)
    {
        var content = SequenceContent<T>.Of(state, form);
        ByteColumn bytes = new();
        bytes.Add([form.Kind, Version]);
        AddBlock(bytes, SequenceColumns.Write(content), MostColumns);
        AddBlock(bytes, form.ToBytes(Values(content)), MostValues);
        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(bytes.Span, sum);
        bytes.Add(sum[..SumLength]);
        return bytes.Span.ToArray();
    }

    public static Either<TimelineError, SequenceState<T>> Read<T>(ReadOnlySpan<byte> bytes, IValueForm<T> form)
    {
        try
        {
            return ReadAll(bytes, form);
        }
        catch (CrdtFault fault)
        {
            return new TimelineError.SequenceBytesInvalid(fault.Message);
        }
    }

    private static SequenceState<T> ReadAll<T>(ReadOnlySpan<byte> bytes, IValueForm<T> form)
    {
        if (bytes.Length < 2 + SumLength)
            throw new CrdtFault("it ends too early");
        if (bytes[0] != form.Kind)
            throw new CrdtFault("it is of another kind");
        if (bytes[1] != Version)
        {
            var advice = bytes[1] > Version ? "; use a newer Timeline" : "";
            throw new CrdtFault($"its version is {bytes[1]}, and {Version} is known{advice}");
        }

        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(bytes[..^SumLength], sum);
        if (!bytes[^SumLength..].SequenceEqual(sum[..SumLength]))
            throw new CrdtFault("its bytes were altered, or some are missing");
        var reader = new ColumnReader(bytes[2..^SumLength], "its blocks");
        var columns = Block(ref reader, MostColumns);
        var values = form.FromBytes(Block(ref reader, MostValues));
        reader.ExpectEnd();
        return SequenceColumns.Read(columns, values, form);
    }

    private static T[] Values<T>(SequenceContent<T> content)
    {
        var values = new T[content.Chunks.Sum(chunk => chunk.Values.Length)];
        var count = 0;
        foreach (var chunk in content.Chunks)
        {
            chunk.Values.Span.CopyTo(values.AsSpan(count));
            count += chunk.Values.Length;
        }
        return values;
    }

    private static long MostColumns(long stored) =>
        Math.Min(MostValues(stored), FreeColumns + (MostColumnsRatio * stored));

    private static long MostValues(long stored) => MostRatio * stored;

    private static void AddBlock(ByteColumn bytes, byte[] content, Func<long, long> most)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        var isPacked = BrotliEncoder.TryCompress(content, packed, out var length, Quality, WindowBits)
            && length < content.Length && content.Length < most(length);
        ReadOnlySpan<byte> stored = isPacked ? packed.AsSpan(0, length) : content;
        bytes.AddNumber((ulong)content.Length);
        bytes.AddNumber((ulong)stored.Length);
        bytes.Add(stored);
    }

    private static byte[] Block(ref ColumnReader reader, Func<long, long> most)
    {
        var length = reader.Number(int.MaxValue);
        var stored = reader.Bytes(reader.Number(int.MaxValue));
        if (length == stored.Length)
            return stored.ToArray();
        if (length > most(stored.Length))
            throw new CrdtFault($"{length} bytes are more than {stored.Length} may stand for");
        var content = new byte[length];
        return BrotliDecoder.TryDecompress(stored, content, out var written) && written == length
            ? content
            : throw new CrdtFault("it is not compressed as it should be");
    }
}
