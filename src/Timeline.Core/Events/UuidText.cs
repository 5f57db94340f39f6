using System.Buffers.Binary;
using System.Globalization;

namespace Timeline.Events;

/// <summary>The text of a UUID: 32 hexadecimal digits, alone or with hyphens in their four places.</summary>
/// <remarks>Strict where the platform's reader also takes signs, prefixes and brackets.</remarks>
internal static class UuidText
{
    public const int Length = 36;
    public const int DigitCount = 32;

    public static bool TryRead(string text, out UInt128 bits)
    {
        var digits = text.Length == Length && IsHyphenated(text)
            ? text.Replace("-", "", StringComparison.Ordinal)
            : text;
        bits = 0;
        return digits.Length == DigitCount
            && digits.All(char.IsAsciiHexDigit)
            && UInt128.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
    }

    public static Guid ToGuid(UInt128 bits)
    {
        Span<byte> bytes = stackalloc byte[EventId.Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return new Guid(bytes, bigEndian: true);
    }

    public static UInt128 ToBits(Guid uuid) =>
        BinaryPrimitives.ReadUInt128BigEndian(uuid.ToByteArray(bigEndian: true));

    private static bool IsHyphenated(string text) =>
        text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}
