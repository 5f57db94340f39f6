using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Timeline.Values;

public abstract partial class Value
{
    public sealed partial class Number
    {
        /// <summary>The most digits <see cref="TryGetBigInteger"/> spells out.</summary>
        private const int MaximumIntegerDigits = 100_000;

        private static readonly BigInteger GreatestDecimal = new(decimal.MaxValue);

        /// <summary>Whether this is a whole number; <c>1.0</c> and <c>1e3</c> are. O(digits).</summary>
        public bool IsInteger => Normal().Exponent >= 0;

        /// <summary>The value as a 64-bit integer, if it is exactly one.</summary>
        /// <param name="value">The integer, or 0.</param>
        /// <returns>False if the number has a fraction or is out of range.</returns>
        public bool TryGetInt64(out long value)
        {
            value = _digits;
            if (_form is null) return true;

            var normal = Normal();
            value = 0;
            if (normal is not { BigDigits: null, Exponent: >= 0 and <= 18 }) return false;
            var exact = normal.Digits * BigInteger.Pow(10, (int)normal.Exponent);
            var fits = exact == BigInteger.Clamp(exact, long.MinValue, long.MaxValue);
            value = fits ? (long)exact : 0;
            return fits;
        }

        /// <summary>The value as a 32-bit integer, if it is exactly one.</summary>
        /// <param name="value">The integer, or 0.</param>
        /// <returns>False if the number has a fraction or is out of range.</returns>
        public bool TryGetInt32(out int value)
        {
            var fits = TryGetInt64(out var wide) && wide is >= int.MinValue and <= int.MaxValue;
            value = fits ? (int)wide : 0;
            return fits;
        }

        /// <summary>The value as an integer of any size, if it is exactly one.</summary>
        /// <param name="value">The integer, or 0.</param>
        /// <returns>False if the number has a fraction, or would need more than 100,000 digits.</returns>
        public bool TryGetBigInteger(out BigInteger value)
        {
            var normal = Normal();
            value = BigInteger.Zero;
            if (normal.Exponent < 0 || normal.Exponent + normal.Length > MaximumIntegerDigits) return false;
            value = normal.Integer * BigInteger.Pow(10, (int)normal.Exponent);
            return true;
        }

        /// <summary>The value as a decimal, if a decimal holds it exactly.</summary>
        /// <param name="value">
        /// The decimal, with the fraction digits of the spelling where it has no exponent; or 0.
        /// </param>
        /// <returns>False if it has too many digits or is out of range.</returns>
        public bool TryGetDecimal(out decimal value)
        {
            value = 0;
            if (_form is null or Scale)
            {
                var scale = _form is Scale digits ? digits.Digits : 0;
                value = scale == 0 ? _digits : ScaledDecimal(_digits, scale);
                return true;
            }

            var normal = Normal();
            if (normal.Exponent is < -28 or > 28 || normal.Length > 29) return false;
            var exact = normal.Integer * BigInteger.Pow(10, (int)Math.Max(normal.Exponent, 0));
            if (BigInteger.Abs(exact) > GreatestDecimal) return false;
            var whole = (decimal)exact;
            value = ScaledDecimal(whole, (int)Math.Max(-normal.Exponent, 0));
            return true;
        }

        /// <summary>The nearest double.</summary>
        /// <param name="value">The double; 0 where the number is too small for any other.</param>
        /// <returns>
        /// False if the number is out of a double's range. True does not say that nothing was
        /// rounded.
        /// </returns>
        public bool TryGetDouble(out double value)
        {
            var normal = Normal();
            value = 0;
            if (normal.Digits == 0)
            {
                value = Spelling[0] == '-' ? -0.0 : 0.0;
                return true;
            }

            // As 0.digits times ten to a small power: the parser of the platform then never meets a huge exponent.
            var magnitude = normal.Exponent + normal.Length;
            if (magnitude > 310) return false;
            if (magnitude < -400) return true;
            var sign = normal.Digits < 0 ? "-" : string.Empty;
            var spelling = string.Create(CultureInfo.InvariantCulture, $"{sign}0.{normal.DigitText}e{magnitude}");
            return double.TryParse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && double.IsFinite(value);
        }

        /// <summary>Writes the spelling as UTF-8 if there is room for it.</summary>
        internal bool TryFormat(Span<byte> destination, out int written)
        {
            if (_form is null) return Utf8Formatter.TryFormat(_digits, destination, out written);
            if (_form is Scale) return TryFormatScaled(destination, out written);
            return Ascii.FromUtf16(((Lexeme)_form).Spelling, destination, out written) == OperationStatus.Done;
        }

        /// <summary>Which of two numbers is the larger one, by exact value: below 0 for the other, 0 for
        /// neither. O(digits).</summary>
        internal int CompareMeaning(Number other)
        {
            if (_form is null && other._form is null) return _digits.CompareTo(other._digits);
            var (ours, theirs) = (Normal(), other.Normal());
            var sign = Math.Sign(ours.Digits);
            if (sign != Math.Sign(theirs.Digits) || sign == 0) return sign.CompareTo(Math.Sign(theirs.Digits));
            // As 0.digits times ten to a power; without zeros at the end digits are in the order of their text.
            var order = (ours.Exponent + ours.Length).CompareTo(theirs.Exponent + theirs.Length);
            return sign * (order != 0 ? order : Math.Sign(string.CompareOrdinal(ours.DigitText, theirs.DigitText)));
        }

        private protected override bool IsEqualTo(Value other)
        {
            var number = (Number)other;
            if (_form is null && number._form is null) return _digits == number._digits;
            if (ReferenceEquals(_form, number._form) && _digits == number._digits) return true;
            return Normal() == number.Normal();
        }

        private protected override bool IsExactly(Value other)
        {
            var number = (Number)other;
            return ReferenceEquals(_form, number._form)
                ? _digits == number._digits
                : _form is Lexeme mine && number._form is Lexeme its && mine.Spelling == its.Spelling;
        }

        private protected override int Hash()
        {
            var normal = Normal();
            return HashCode.Combine(normal.Digits, normal.Exponent, normal.BigDigits);
        }

        private static decimal ScaledDecimal(decimal whole, int scale)
        {
            var bits = decimal.GetBits(whole);
            return new decimal(bits[0], bits[1], bits[2], whole < 0, (byte)scale);
        }

        private Meaning Normal()
        {
            if (_form is Lexeme lexeme) return new Meaning(_digits, lexeme.Exponent, lexeme.Digits);
            if (_digits == 0) return default;

            var digits = _digits;
            long exponent = _form is Scale scale ? -scale.Digits : 0;
            while (digits % 10 == 0)
            {
                digits /= 10;
                exponent++;
            }

            return new Meaning(digits, exponent, null);
        }

        private string SpellScaled()
        {
            Span<byte> text = stackalloc byte[32];
            _ = TryFormatScaled(text, out var written);
            return Encoding.ASCII.GetString(text[..written]);
        }

        [SuppressMessage("Performance", "CA1859", Justification = "The span is the caller's.")]
        private bool TryFormatScaled(Span<byte> destination, out int written)
        {
            var scale = ((Scale)_form!).Digits;
            Span<byte> text = stackalloc byte[32];
            var at = text.Length;
            var rest = _digits < 0 ? -_digits : _digits;
            for (var digit = 0; rest > 0 || digit <= scale; digit++)
            {
                if (digit == scale) text[--at] = (byte)'.';
                text[--at] = (byte)('0' + (rest % 10));
                rest /= 10;
            }

            if (_digits < 0) text[--at] = (byte)'-';
            written = text.Length - at;
            return text[at..].TryCopyTo(destination);
        }

        /// <summary>
        /// What a number means: its significant digits times ten to the exponent. With <c>BigDigits</c> the digits are
        /// there and <c>Digits</c> is their sign.
        /// </summary>
        private readonly record struct Meaning(long Digits, long Exponent, string? BigDigits)
        {
            public int Length => DigitText.Length;

            public string DigitText => BigDigits
                ?? BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture);

            public BigInteger Integer => BigDigits is null
                ? Digits
                : Digits * BigInteger.Parse(BigDigits, NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }
}
