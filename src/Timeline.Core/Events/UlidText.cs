namespace Timeline.Events;

/// <summary>The text of a ULID: 128 bits in 26 characters of Crockford's base 32, five bits each.</summary>
/// <remarks>
/// The alphabet ascends as its characters do, so texts order as bits do. Reading takes either case but no look-alikes
/// (I, L, O, U), because two texts of one id would be two ids to whoever compares texts.
/// </remarks>
internal static class UlidText
{
    public const int Length = 26;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>What is wrong with 26 characters as a ULID; null if nothing is.</summary>
    public static string? Fault(string text)
    {
        foreach (var character in text)
        {
            if (DigitOf(character) < 0) return "a ULID is written with 0 to 9 and A to Z without I, L, O and U";
        }

        return DigitOf(text[0]) > 7 ? "a ULID of 128 bits begins with 0 to 7" : null;
    }

    /// <summary>The bits of a text without fault.</summary>
    public static UInt128 Read(string text)
    {
        UInt128 bits = 0;
        foreach (var character in text) bits = (bits << 5) | (uint)DigitOf(character);
        return bits;
    }

    public static string Write(UInt128 bits) => string.Create(Length, bits, static (text, rest) =>
    {
        for (var at = Length - 1; at >= 0; at--)
        {
            text[at] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }
    });

    private static int DigitOf(char character) => char.IsAscii(character)
        ? Alphabet.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal)
        : -1;
}
