using System.Security.Cryptography;
using System.Text;

namespace Timeline.Tests.Unit.Sequences;

/// <summary>Encoded texts as a forger writes them.</summary>
internal static class Bytes
{
    /// <summary>A text of one letter with a number of the forger's choice.</summary>
    public static byte[] Of(string replica, long number, char letter)
    {
        var name = Encoding.UTF8.GetBytes(replica);
        byte[] columns = [1, (byte)name.Length, .. name, 1, 0, .. Number(number - 1), 0, 0];
        return Summed([(byte)'T', 1, (byte)columns.Length, (byte)columns.Length, .. columns, 1, 1, (byte)letter]);
    }

    /// <summary>The bytes with a right sum behind them.</summary>
    public static byte[] Summed(byte[] bytes) => [.. bytes, .. SHA256.HashData(bytes)[..8]];

    private static IEnumerable<byte> Number(long number)
    {
        for (; number >= 0x80; number >>= 7)
            yield return (byte)(0x80 | (number & 0x7F));
        yield return (byte)number;
    }
}
