using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>
/// Makes inputs of valid ones, by seed: bytes are flipped, cut, doubled and mixed; in text, numbers and strings are also put in
/// each other's place and taken to their edges; and where there is a checksum it is made right again, or not.
/// </summary>
internal sealed partial class Mutator(Entrance entrance, int seed)
{
    private static readonly byte[][] Pieces =
    [
        [0], [0xff], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf0, 0x9f, 0x98],
        "\n"u8.ToArray(), "\r"u8.ToArray(), "\u2028"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "\\u0000"u8.ToArray(),
        "\\ud800"u8.ToArray(), "\\udc00\\ud800"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(),
        ","u8.ToArray(), ":"u8.ToArray(), "null"u8.ToArray(), "/"u8.ToArray(), "~"u8.ToArray(), "~1~2"u8.ToArray(), "../"u8.ToArray(),
        "-"u8.ToArray(), "e9"u8.ToArray(), "\u001b[2J"u8.ToArray(), "\u202e"u8.ToArray(), "😀"u8.ToArray(),
    ];

    private static readonly string[] Numbers =
    [
        "-1", "0", "1", "2", "255", "256", "65536", "2147483647", "2147483648", "4294967295", "4294967296", "4611686018427387904",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616",
        "1e400", "-0", "1E-99999", "0.1", "1e9223372036854775808", "79228162514264337593543950336",
    ];

    private static readonly string[] Texts =
    [
        "", "\\u0000", "\\ud800", "\\udfff x", "../../x", "/", "//", "/a~2", ".", "..", "con", "a\\nb", "\\u001b[31m", "\\u202e", "é😀",
        "main", "-", "timeline", "sealed", "br", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00.0000000Z",
        "00000000-0000-0000-0000-000000000000", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "AAAA", "*", "**", "a,b",
    ];

    private readonly IReadOnlyList<byte[]> _seeds = entrance.Seeds();

    /// <summary>The input of a number: first the seeds, then what is made of them.</summary>
    public byte[] Case(int number)
    {
        if (number < _seeds.Count) return _seeds[number];
        var random = new Random(unchecked((seed * 7919) ^ (number * 104_729)));
        var input = Any(random);
        for (var left = 1 + random.Next(4); left > 0; left--)
            input = entrance.IsText && random.Next(2) == 0 ? ChangeTokens(input, random) : ChangeBytes(input, random);
        return entrance.Forge is { } forge && random.Next(4) > 0 ? forge(input) : input;
    }

    /// <summary>Every beginning of a valid input, and every byte of it replaced, in a fixed order; null beyond the last.</summary>
    public byte[]? Damage(int number)
    {
        foreach (var one in _seeds.OrderBy(it => it.Length))
        {
            if (number < one.Length) return one[..number];
            number -= one.Length;
            if (number < one.Length * 3)
            {
                byte[] changed = [.. one];
                changed[number / 3] = (number % 3) switch { 0 => 0, 1 => 0xff, _ => (byte)(one[number / 3] ^ 1) };
                return changed;
            }

            number -= one.Length * 3;
        }

        return null;
    }

    private byte[] Any(Random random) => _seeds[random.Next(_seeds.Count)];

    private byte[] ChangeBytes(byte[] input, Random random)
    {
        if (input.Length == 0) return Pieces[random.Next(Pieces.Length)];
        var at = random.Next(input.Length);
        var length = Math.Min(input.Length - at, 1 + random.Next(1 << random.Next(9)));
        switch (random.Next(8))
        {
            case 0:
                return input[..at];
            case 1:
                return [.. input[..at], .. input[(at + length)..]];
            case 2:
                return [.. input[..(at + length)], .. input[at..]];
            case 3:
                var other = Any(random);
                var from = other.Length == 0 ? 0 : random.Next(other.Length);
                return [.. input[..at], .. other[from..]];
            case 4:
                return [.. input[..at], .. Pieces[random.Next(Pieces.Length)], .. input[at..]];
            case 5:
                return [.. input[..at], .. Pieces[random.Next(Pieces.Length)], .. input[(at + length)..]];
            case 6:
                byte[] random8 = [.. input];
                random.NextBytes(random8.AsSpan(at, Math.Min(8, length)));
                return random8;
            default:
                byte[] flipped = [.. input];
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
        }
    }

    private byte[] ChangeTokens(byte[] input, Random random)
    {
        // One character for each byte, so that what is no text stays as it is.
        var text = Encoding.Latin1.GetString(input);
        var tokens = Token.Matches(text);
        if (tokens.Count == 0) return ChangeBytes(input, random);
        var token = tokens[random.Next(tokens.Count)];
        var change = random.Next(7) switch
        {
            0 => Numbers[random.Next(Numbers.Length)],
            1 or 2 when token.Value[0] == '"' => $"\"{Utf8AsLatin(Texts[random.Next(Texts.Length)])}\"",
            1 or 2 => Numbers[random.Next(Numbers.Length)],
            3 or 4 => tokens[random.Next(tokens.Count)].Value,
            5 => $"[{token.Value},{token.Value}]",
            _ when token.Value[0] is >= '0' and <= '9' => Near(token.Value, random),
            _ => "",
        };
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, token.Index), change, text.AsSpan(token.Index + token.Length)));
    }

    private static string Utf8AsLatin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Near(string number, Random random) => long.TryParse(number, out var value) && value < long.MaxValue - 2
        ? (value + random.Next(-1, 3)).ToString(CultureInfo.InvariantCulture)
        : number + "0";

    [GeneratedRegex("""\"(?:[^"\\]|\\.)*\"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null""", RegexOptions.NonBacktracking)]
    private static partial Regex Token { get; }
}
