namespace Timeline.Values;

/// <summary>What one pass over the spelling of a JSON number finds.</summary>
internal struct NumberSpelling
{
    /// <summary>The greatest exponent that is read, so that sums of exponents and lengths stay within a long.</summary>
    public const long MaximumExponent = 999_999_999_999_999_999;

    /// <summary>How many bytes the spelling has; where it is faulty, the offset of the fault.</summary>
    public int Length;

    /// <summary>The digits before and after the point, leading and trailing zeros counted.</summary>
    public int Digits;

    /// <summary>The digits after the point.</summary>
    public int Scale;

    /// <summary>All digits as one number; meaningful up to nineteen digits.</summary>
    public ulong Mantissa;

    /// <summary>The number after <c>e</c>, or 0.</summary>
    public long Exponent;

    /// <summary>Whether it starts with a minus sign.</summary>
    public bool IsNegative;

    /// <summary>Whether it has an exponent.</summary>
    public bool HasExponent;

    /// <summary>What is wrong, or null.</summary>
    public string? Fault;

    /// <summary>Reads the number at the start of <paramref name="text"/>. O(length), no allocation.</summary>
    public static NumberSpelling Scan(ReadOnlySpan<byte> text)
    {
        var found = default(NumberSpelling);
        var at = 0;
        if (text.Length > 0 && text[0] == '-')
        {
            found.IsNegative = true;
            at = 1;
        }

        var start = at;
        found.ScanDigits(text, ref at);
        if (at == start) return found.Broken(at, "a number needs a digit here");
        if (at > start + 1 && text[start] == '0') return found.Broken(start, "a number must not start with a zero");
        if (at < text.Length && text[at] == '.')
        {
            at++;
            start = at;
            found.ScanDigits(text, ref at);
            if (at == start) return found.Broken(at, "a number needs a digit after its point");
            found.Scale = at - start;
        }

        if (at < text.Length && (text[at] | 0x20) == 'e') return found.ScanExponent(text, at + 1);
        found.Length = at;
        return found;
    }

    private void ScanDigits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        var mantissa = Mantissa;
        while ((uint)at < (uint)text.Length)
        {
            var digit = unchecked((uint)(text[at] - '0'));
            if (digit > 9) break;
            mantissa = unchecked((mantissa * 10) + digit);
            at++;
        }

        Mantissa = mantissa;
        Digits += at - start;
    }

    private NumberSpelling ScanExponent(ReadOnlySpan<byte> text, int at)
    {
        HasExponent = true;
        var isNegative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+') at++;
        var start = at;
        long exponent = 0;
        var isHuge = false;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            isHuge |= exponent > MaximumExponent / 10;
            exponent = isHuge ? exponent : (exponent * 10) + (text[at] - '0');
            at++;
        }

        if (at == start) return Broken(at, "a number needs a digit in its exponent");
        if (isHuge) return Broken(start, "the exponent of a number must have at most 18 digits");
        Exponent = isNegative ? -exponent : exponent;
        Length = at;
        return this;
    }

    private NumberSpelling Broken(int at, string fault)
    {
        Length = at;
        Fault = fault;
        return this;
    }
}
