using System.Buffers;
using System.Buffers.Binary;

namespace Timeline.Documents;

/// <summary>What must be copied and inserted to turn one JSON text into another text of the same tokens.</summary>
/// <remarks>
/// Both texts hold the same value in the same order, so one walk over both finds what they share: white space is
/// stepped over on either side, anything else (an escape, another spelling of a number) by a short look ahead. Any two
/// byte strings are told apart exactly; texts that are not alike only cost more bytes. The time is linear: the look
/// ahead is bounded. Layout: length of the result, number of operations, the operations (insert, skip, copy counts),
/// then all inserted bytes; every number is a base-128 varint.
/// </remarks>
internal static class ByteDelta
{
    private const int LookAhead = 12;
    private const int FarLookAhead = 96;
    private const int Anchor = 4;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    /// <summary>The delta from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public static byte[] Between(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var operations = new ArrayBufferWriter<byte>();
        var inserted = new ArrayBufferWriter<byte>();
        int count = 0, read = 0, written = 0, insert = 0, skip = 0;
        while (written < after.Length)
        {
            var shared = before[read..].CommonPrefixLength(after[written..]);
            if (shared > 0)
            {
                Write(operations, insert, skip, shared);
                count++;
                (insert, skip) = (0, 0);
                (read, written) = (read + shared, written + shared);
                continue;
            }

            var (over, past) = Step(before[read..], after[written..]);
            inserted.Write(after.Slice(written, past));
            (read, written) = (read + over, written + past);
            (insert, skip) = (insert + past, skip + over);
        }

        if (insert > 0)
        {
            Write(operations, insert, skip, 0);
            count++;
        }

        var delta = new ArrayBufferWriter<byte>(operations.WrittenCount + inserted.WrittenCount + 10);
        Varint.Write(delta, (uint)after.Length);
        Varint.Write(delta, (uint)count);
        delta.Write(operations.WrittenSpan);
        delta.Write(inserted.WrittenSpan);
        return delta.WrittenSpan.ToArray();
    }

    /// <summary>Makes the text that <paramref name="delta"/> leads to from <paramref name="before"/>.</summary>
    /// <returns>False if the bytes are not a delta that fits <paramref name="before"/>.</returns>
    public static bool TryApply(ReadOnlySpan<byte> before, ReadOnlySpan<byte> delta, int limit, out byte[] after)
    {
        after = [];
        if (!Varint.TryRead(ref delta, out var length) || length > limit || !Varint.TryRead(ref delta, out var count))
            return false;

        if (!TryMeasure(delta, count, out var inserted) || length > (ulong)before.Length + (ulong)inserted.Length)
            return false;

        var result = new byte[length];
        int read = 0, written = 0;
        for (var operation = 0u; operation < count; operation++)
        {
            _ = Varint.TryRead(ref delta, out var insert);
            _ = Varint.TryRead(ref delta, out var skip);
            _ = Varint.TryRead(ref delta, out var copy);
            var room = (ulong)(result.Length - written);
            if (insert > (ulong)inserted.Length || (ulong)insert + copy > room ||
                (ulong)skip + copy > (ulong)(before.Length - read))
            {
                return false;
            }

            inserted[..(int)insert].CopyTo(result.AsSpan(written));
            inserted = inserted[(int)insert..];
            written += (int)insert;
            read += (int)skip;
            before.Slice(read, (int)copy).CopyTo(result.AsSpan(written));
            read += (int)copy;
            written += (int)copy;
        }

        after = result;
        return written == result.Length && inserted.IsEmpty;
    }

    /// <summary>Finds where the operations end, so that what is inserted can be read beside them.</summary>
    private static bool TryMeasure(ReadOnlySpan<byte> delta, uint count, out ReadOnlySpan<byte> inserted)
    {
        for (var number = 0ul; number < count * 3ul; number++)
        {
            if (Varint.TryRead(ref delta, out _))
                continue;

            inserted = default;
            return false;
        }

        inserted = delta;
        return true;
    }

    /// <summary>How far to go on each side, where the first bytes differ, to come to where they agree again.</summary>
    private static (int Over, int Past) Step(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (before.IsEmpty)
            return (0, after.Length);

        var spaceBefore = WhiteSpace.Contains(before[0]);
        var spaceAfter = WhiteSpace.Contains(after[0]);
        if (spaceBefore != spaceAfter)
            return spaceBefore ? (1, 0) : (0, 1);

        return spaceBefore ? (1, 1) : LookAround(before, after);
    }

    private static (int Over, int Past) LookAround(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        for (var sum = 1; sum <= LookAhead * 2; sum++)
        {
            for (var over = Math.Max(0, sum - LookAhead); over <= Math.Min(sum, LookAhead); over++)
            {
                if (Agree(before, over, after, sum - over))
                    return (over, sum - over);
            }
        }

        for (var far = LookAhead + 1; far <= FarLookAhead; far++)
        {
            if (Agree(before, far, after, 0))
                return (far, 0);
            if (Agree(before, 0, after, far))
                return (0, far);
            if (Agree(before, far, after, far))
                return (far, far);
        }

        return (1, 1);
    }

    private static bool Agree(ReadOnlySpan<byte> before, int over, ReadOnlySpan<byte> after, int past)
    {
        if (over + Anchor > before.Length || past + Anchor > after.Length)
            return false;

        return BinaryPrimitives.ReadUInt32LittleEndian(before[over..]) ==
            BinaryPrimitives.ReadUInt32LittleEndian(after[past..]);
    }

    private static void Write(ArrayBufferWriter<byte> operations, int insert, int skip, int copy)
    {
        Varint.Write(operations, (uint)insert);
        Varint.Write(operations, (uint)skip);
        Varint.Write(operations, (uint)copy);
    }
}
