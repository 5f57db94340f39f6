using System.Buffers;

namespace Timeline.Documents;

/// <summary>Unsigned numbers in groups of seven bits, lowest first (LEB128).</summary>
internal static class Varint
{
    private const int MostBytes = 5;

    /// <summary>Writes <paramref name="number"/> in one to five bytes.</summary>
    public static void Write(IBufferWriter<byte> output, uint number)
    {
        var span = output.GetSpan(MostBytes);
        var length = 0;
        for (; number >= 0x80; number >>= 7)
            span[length++] = (byte)(number & 0x7F | 0x80);

        span[length++] = (byte)number;
        output.Advance(length);
    }

    /// <summary>Takes a number from the front of <paramref name="input"/>.</summary>
    /// <returns>False at the end of the input or for a number above 32 bits.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> input, out uint number)
    {
        var sum = 0ul;
        for (var index = 0; index < MostBytes && index < input.Length; index++)
        {
            sum |= (ulong)(input[index] & 0x7F) << (7 * index);
            if (input[index] >= 0x80)
                continue;

            number = (uint)(sum & uint.MaxValue);
            input = input[(index + 1)..];
            return sum <= uint.MaxValue;
        }

        number = 0;
        return false;
    }
}
