using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Decoders without their checks, each with the input that it cannot take: the harness must see what becomes of them.</summary>
internal static class Naive
{
    public static IReadOnlyList<string> Faults { get; } = ["stack", "memory", "foreign", "hang", "unusable", "words"];

    public static Entrance Of(string fault) => new(fault, () => [[]], fault switch
    {
        "stack" => input => Depth(input, 0) > 0,
        "memory" => Inflate,
        "foreign" => input => JsonDocument.Parse(input).RootElement.GetString()!.Length > 0,
        "hang" => Hang,
        "unusable" => static input => Answers.Of(Values.Json.Parse(input), value => Answers.Must(
            $"{double.Parse(Values.Json.ToText(value), System.Globalization.CultureInfo.InvariantCulture)}" == Values.Json.ToText(value), "it changed")),
        _ => static input => Answers.Refused(Encoding.UTF8.GetString(input)),
    });

    public static byte[] Input(string fault) => fault switch
    {
        "stack" => Edges.Deep(1_000_000),
        "memory" => Bomb(),
        "foreign" => "\"\\ud800\""u8.ToArray(),
        "unusable" => "0.1000000000000000055511151231257827"u8.ToArray(),
        "words" => "it is wrong\nsomewhere"u8.ToArray(),
        _ => [],
    };

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        var piece = new byte[1 << 20];
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 1000; i++) packing.Write(piece);
        }

        return packed.ToArray();
    }

    // A walk that trusts its input not to be deeper than the stack.
    private static int Depth(byte[] input, int at)
    {
        if (at >= input.Length || input[at] != (byte)'[') return 0;
        var below = Depth(input, at + 1);
        return below + 1;
    }

    private static bool Inflate(byte[] input)
    {
        using var plain = new MemoryStream();
        using var inflating = new BrotliStream(new MemoryStream(input), CompressionMode.Decompress);
        inflating.CopyTo(plain);
        return plain.Length > 0;
    }

    private static bool Hang(byte[] input)
    {
        while (Environment.TickCount64 > 0) Thread.SpinWait(1000);
        return true;
    }
}
