using System.IO.Compression;
using System.Text;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Values at the edges of what a column can hold.</summary>
internal static class Edges
{
    private static readonly long[] Numbers =
    [
        long.MinValue, long.MinValue + 1, -621_355_968_000_000_001, -1, 0, 1, 2, 5, 13, 14, 15, int.MaxValue, 1L << 31, (1L << 32) - 1, 1L << 32,
        1L << 40, 1L << 62, 3_155_378_975_999_999_999, 3_155_378_976_000_000_000, long.MaxValue - 1, long.MaxValue,
    ];

    private static readonly string[] Texts =
    [
        "", "\0", "a\0b", "\n", "\u001b[2J", "\u202e", "../../x", "/etc/passwd", "a//b", "C:\\x", ".", "..", "main", "side", "-x", "é😀", "config/app.json",
        "🂡\uFFFD", "@{-1}", "con.json", new string('x', 300), new string('é', 40_000), "a\u0085b", "x.lock", "%00", " ", "HEAD",
    ];

    private static readonly string[] Jsons =
    [
        "", "null", "[]", "{}", "[{}]", "[1]", "not json", "[{\"op\":\"add\",\"path\":\"\",\"value\":1}]", "[{\"op\":\"remove\",\"path\":\"\"}]",
        "[{\"op\":\"copy\",\"from\":\"\",\"path\":\"/x\"}]", "[{\"op\":\"move\",\"from\":\"/list\",\"path\":\"/list/0\"}]", "[{\"op\":\"test\",\"path\":\"\",\"value\":0}]",
        "[{\"op\":\"add\",\"path\":\"/a/b/c/d\",\"value\":1}]", "[{\"op\":\"add\",\"path\":\"/list/99999999999999999999\",\"value\":1}]", "\"\\ud800\"",
        "{\"a\":1,\"a\":2}", "[{\"op\":\"add\",\"op\":\"add\",\"path\":\"\",\"value\":1}]", "1e400", "{\"timeline\":\"sealed\",\"codecs\":[\"br\"],\"value\":\"AAAA\"}", "\uFEFF{}",
    ];

    public static long Number(Random random) => random.Next(4) == 0 ? random.NextInt64() : Numbers[random.Next(Numbers.Length)];

    public static string Text(Random random) => Texts[random.Next(Texts.Length)];

    public static byte[] Json(Random random) => random.Next(6) switch
    {
        0 => Deep(random.Next(2) == 0 ? 600 : 100_000),
        1 => Encoding.UTF8.GetBytes($"[{{\"op\":\"add\",\"path\":\"\",\"value\":{Encoding.UTF8.GetString(Deep(1022))}}}]"),
        2 => Doubling(random.Next(10, 40)),
        _ => Encoding.UTF8.GetBytes(Jsons[random.Next(Jsons.Length)]),
    };

    /// <summary>Lists within lists.</summary>
    public static byte[] Deep(int levels) => [.. Enumerable.Repeat((byte)'[', levels), .. Enumerable.Repeat((byte)']', levels)];

    /// <summary>A patch that doubles a value with each operation.</summary>
    public static byte[] Doubling(int times)
    {
        var operations = Enumerable.Range(0, times).Select(i => $"{{\"op\":\"copy\",\"from\":\"\",\"path\":\"/k{i}\"}}");
        return Encoding.UTF8.GetBytes($"[{{\"op\":\"add\",\"path\":\"\",\"value\":{{\"x\":\"{new string('y', 100)}\"}}}},{string.Join(',', operations)}]");
    }

    /// <summary>What says that it is as long as one wishes, compressed.</summary>
    public static byte[] Packed(byte[] plain, long length)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        _ = BrotliEncoder.TryCompress(plain, buffer, out var written, 5, 22);
        List<byte> all = [];
        CrdtEntrances.Add(all, length);
        return [.. all, .. buffer[..written]];
    }

    /// <summary>Compressed bytes: right, with a lying length, of another kind, or a great many from a few.</summary>
    public static byte[] Blob(Random random)
    {
        var plain = Json(random);
        return random.Next(8) switch
        {
            0 => [],
            1 => Packed(plain, plain.Length),
            2 => Packed(plain, plain.Length + random.Next(-2, 3)),
            3 => Packed(plain, 999_999_999),
            4 => Packed(plain, int.MaxValue),
            5 => Packed(new byte[random.Next(1, 64) << 20], random.Next(2) == 0 ? 1 << 20 : 64 << 20),
            6 => [1, .. plain],
            _ => Bytes(random, random.Next(200)),
        };
    }

    public static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
