using System.Globalization;
using System.Numerics;
using System.Text;
using LanguageExt;

namespace Timeline.Values;

public abstract partial class Value
{
    /// <summary>An exact decimal number of any size, with the spelling in which it came.</summary>
    /// <remarks>
    /// Two numbers are equal if their digits without leading and trailing zeros and their exponents
    /// are: <c>1</c>, <c>1.0</c>, <c>10e-1</c> are equal, and so are <c>0</c> and <c>-0</c>. No
    /// exponent is ever expanded, so comparing costs O(digits) whatever the size of the number. The
    /// spelling is kept: <c>1.10</c> is written as <c>1.10</c>. A number of up to eighteen digits
    /// without an exponent takes 32 bytes.
    /// </remarks>
    public sealed partial class Number : Value
    {
        private const int SmallestShared = -128;
        private const int GreatestShared = 1023;

        private static readonly Number[] Shared = [.. Enumerable
            .Range(SmallestShared, GreatestShared - SmallestShared + 1)
            .Select(value => new Number(value, null))];

        private static readonly Scale[] Scales = [.. Enumerable.Range(0, 20).Select(digits => new Scale(digits))];

        // The signed digits: with _form null the integer itself, with a Scale the digits before and after the point,
        // with a Lexeme the significant digits if they fit (else the lexeme holds them).
        private readonly long _digits;
        private readonly object? _form;

        private Number(long digits, object? form)
        {
            _digits = digits;
            _form = form;
        }

        /// <summary>The number zero, spelled <c>0</c>.</summary>
        public static Number Zero => Shared[-SmallestShared];

        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Number;

        /// <summary>The number as JSON, spelled as it came.</summary>
        public string Spelling => _form switch
        {
            null => _digits.ToString(CultureInfo.InvariantCulture),
            Lexeme lexeme => lexeme.Spelling,
            _ => SpellScaled(),
        };

        /// <summary>A whole number.</summary>
        /// <param name="value">Any 64-bit integer.</param>
        /// <returns>The number; small ones are shared.</returns>
        public static Number From(long value) => value is >= SmallestShared and <= GreatestShared
            ? Shared[value - SmallestShared]
            : new Number(value, null);

        /// <summary>A decimal number, its trailing zeros kept.</summary>
        /// <param name="value">Any decimal.</param>
        /// <returns>The number, spelled without an exponent.</returns>
        public static Number From(decimal value) => Spelled(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>A finite double as the shortest decimal that reads back as the same double.</summary>
        /// <param name="value">A finite double.</param>
        /// <returns>The number.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number.</exception>
        public static Number From(double value) => double.IsFinite(value)
            ? Spelled(value.ToString("R", CultureInfo.InvariantCulture))
            : throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");

        /// <summary>A whole number of any size.</summary>
        /// <param name="value">Any integer.</param>
        /// <returns>The number, spelled in decimal digits.</returns>
        public static Number From(BigInteger value) => Spelled(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>Reads a number spelled as in JSON.</summary>
        /// <param name="spelling">The whole text of a JSON number, without white space.</param>
        /// <param name="maximumDigits">How many digits it may have before the exponent.</param>
        /// <returns>
        /// The number, or <see cref="TimelineError.NumberInvalid"/>: also for an exponent of more than 18 digits.
        /// </returns>
        /// <exception cref="ArgumentOutOfRangeException">The greatest number of digits is negative.</exception>
        public static Either<TimelineError, Number> Parse(
            string spelling, int maximumDigits = JsonLimits.DefaultDigits)
        {
            ArgumentNullException.ThrowIfNull(spelling);
            ArgumentOutOfRangeException.ThrowIfNegative(maximumDigits);
            var text = Encoding.UTF8.GetBytes(spelling);
            var found = NumberSpelling.Scan(text);
            var fault = found.Fault
                ?? (found.Length < text.Length ? "this is no part of a number" : null)
                ?? (found.Digits > maximumDigits ? $"more than {maximumDigits} digits" : null);
            return fault is null
                ? FromSpelling(text, found)
                : new TimelineError.NumberInvalid(found.Length + 1, fault);
        }

        /// <summary>The number that was scanned from the start of <paramref name="text"/>.</summary>
        internal static Number FromSpelling(ReadOnlySpan<byte> text, in NumberSpelling found)
        {
            var isPlain = !found.HasExponent && !(found.IsNegative && found.Mantissa == 0);
            if (isPlain && found.Digits <= 18)
            {
                var digits = found.IsNegative ? -(long)found.Mantissa : (long)found.Mantissa;
                return found.Scale == 0 ? From(digits) : new Number(digits, Scales[found.Scale]);
            }

            if (isPlain && found.Scale == 0 && found.Digits == 19 && Fits(found.Mantissa, found.IsNegative))
                return new Number(Signed(found.Mantissa, found.IsNegative), null);
            return FromLexeme(text[..found.Length], found);
        }

        private static Number FromLexeme(ReadOnlySpan<byte> spelling, in NumberSpelling found)
        {
            var digits = SignificantDigits(spelling, out var trailingZeros);
            if (digits.Length == 0) return new Number(0, new Lexeme(Encoding.ASCII.GetString(spelling), 0, null));

            var exponent = found.Exponent - found.Scale + trailingZeros;
            var text = Encoding.ASCII.GetString(spelling);
            return digits.Length <= 19
                && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var mantissa)
                && Fits(mantissa, found.IsNegative)
                ? new Number(Signed(mantissa, found.IsNegative), new Lexeme(text, exponent, null))
                : new Number(found.IsNegative ? -1 : 1, new Lexeme(text, exponent, digits));
        }

        private static Number Spelled(string spelling)
        {
            var text = Encoding.ASCII.GetBytes(spelling);
            return FromSpelling(text, NumberSpelling.Scan(text));
        }

        /// <summary>The digits before the exponent without sign, point, leading and trailing zeros.</summary>
        private static string SignificantDigits(ReadOnlySpan<byte> spelling, out int trailingZeros)
        {
            var end = spelling.IndexOfAny((byte)'e', (byte)'E');
            var builder = new StringBuilder(end < 0 ? spelling.Length : end);
            var zeros = 0;
            foreach (var digit in end < 0 ? spelling : spelling[..end])
            {
                if (digit is (byte)'-' or (byte)'.') continue;
                if (digit == '0')
                {
                    zeros++;
                    continue;
                }

                if (builder.Length > 0) builder = builder.Append('0', zeros);
                builder = builder.Append((char)digit);
                zeros = 0;
            }

            trailingZeros = zeros;
            return builder.ToString();
        }

        private static bool Fits(ulong mantissa, bool isNegative) =>
            mantissa <= (isNegative ? 1UL << 63 : long.MaxValue);

        private static long Signed(ulong mantissa, bool isNegative) =>
            unchecked(isNegative ? -(long)mantissa : (long)mantissa);

        /// <summary>How many of the digits stand after the point.</summary>
        private sealed record Scale(int Digits);

        /// <summary>A spelling that digits and scale do not give back, and what it means.</summary>
        /// <param name="Spelling">The JSON text.</param>
        /// <param name="Exponent">The power of ten of the last significant digit.</param>
        /// <param name="Digits">The significant digits where they do not fit in a long, else null.</param>
        private sealed record Lexeme(string Spelling, long Exponent, string? Digits);
    }
}
