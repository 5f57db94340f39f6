using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

/// <summary>Exact numbers beside the arithmetic of the platform.</summary>
public sealed class NumberLaws
{
    private static readonly Gen<Spelled> Near = Gen.Frequency(
        (3, from mantissa in Gen.Choose(-30, 30)
            from exponent in Gen.Choose(-4, 4)
            select new Spelled(mantissa, exponent)),
        (2, from digits in Gen.Choose(0, 9).ListOf()
            from sign in Gen.Elements(1, -1)
            from exponent in Gen.Choose(-40, 40)
            select new Spelled(sign * BigInteger.Parse("0" + string.Concat(digits), CultureInfo.InvariantCulture), exponent)),
        (1, from low in Gen.Choose(-2, 2)
            from edge in Gen.Elements(long.MaxValue, long.MinValue, int.MaxValue, 999_999_999_999_999_999)
            select new Spelled(edge + (BigInteger)low, 0)));

    private static readonly Arbitrary<(Spelled Left, Spelled Right, int Seed)> Pairs = (
        from left in Near
        from other in Near
        from right in Gen.Elements(left, other)
        from seed in Gen.Choose(0, 1 << 30)
        select (left, right, seed)).ToArbitrary();

    [Fact]
    public void Numbers_are_equal_when_they_mean_the_same_however_spelled() => Law.Holds(
        Pairs,
        pair =>
        {
            var left = ValueGenerators.Number(pair.Left.Spell(new Random(pair.Seed)));
            var right = ValueGenerators.Number(pair.Right.Spell(new Random(pair.Seed + 1)));
            Assert.Equal(pair.Left.Means(pair.Right), left.Equals(right));
            Assert.Equal(left.Equals(right), right.Equals(left));
            if (left.Equals(right)) Assert.Equal(left.GetHashCode(), right.GetHashCode());
            Assert.Equal(left.ToString() == right.ToString(), left.ExactlyEquals(right));
        },
        2000);

    [Fact]
    public void A_number_converts_exactly_or_not_at_all() => Law.Holds(
        Pairs,
        pair =>
        {
            var number = (Value.Number)ValueGenerators.Number(pair.Left.Spell(new Random(pair.Seed)));
            var (mantissa, exponent) = pair.Left;
            var power = BigInteger.Pow(10, Math.Abs(exponent));
            var isWhole = exponent >= 0 || (mantissa % power).IsZero;
            var whole = exponent >= 0 ? mantissa * power : mantissa / power;

            Assert.Equal(isWhole, number.IsInteger);
            Assert.Equal(isWhole, number.TryGetBigInteger(out var big));
            if (isWhole) Assert.Equal(whole, big);
            Assert.Equal(isWhole && whole == (BigInteger)unchecked((long)(ulong)(whole & ulong.MaxValue)), number.TryGetInt64(out var small));
            if (number.TryGetInt64(out _)) Assert.Equal(whole, small);
            if (number.TryGetDecimal(out var exact)) Assert.Equal(number, Value.Of(exact));
            else Assert.True(BigInteger.Abs(mantissa).ToString(CultureInfo.InvariantCulture).TrimEnd('0').Length + Math.Abs(exponent) > 27);
            if (number.TryGetDouble(out var near))
                Assert.Equal(double.Parse(number.Spelling, CultureInfo.InvariantCulture), near);
        },
        2000);

    [Fact]
    public void A_double_goes_into_a_number_and_comes_out_the_same() => Law.Holds(
        ArbMap.Default.ArbFor<NormalFloat>(),
        number => ((Value.Number)Value.Of(number.Get)).TryGetDouble(out var back) && back.Equals(number.Get));

    [Fact]
    public void A_decimal_goes_into_a_number_and_comes_out_with_its_zeros() => Law.Holds(
        ArbMap.Default.ArbFor<decimal>(),
        number => ((Value.Number)Value.Of(number)).TryGetDecimal(out var back)
            && decimal.GetBits(back).SequenceEqual(decimal.GetBits(number)));

    [Fact]
    public void A_number_is_spelled_as_it_was_read() => Law.Holds(
        ValueGenerators.Spellings.ToArbitrary(),
        spelling => ValueGenerators.Number(spelling).ToString() == spelling);

    /// <summary>A number as an integer times a power of ten, and the many ways to spell it.</summary>
    private sealed record Spelled(BigInteger Mantissa, int Exponent)
    {
        public bool Means(Spelled other)
        {
            var least = Math.Min(Exponent, other.Exponent);
            return Mantissa * BigInteger.Pow(10, Exponent - least) == other.Mantissa * BigInteger.Pow(10, other.Exponent - least);
        }

        public string Spell(Random random)
        {
            var zeros = random.Next(4);
            var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture) + new string('0', zeros);
            var scale = random.Next(digits.Length + 3);
            var shown = digits.PadLeft(scale + 1, '0');
            var text = scale == 0 ? shown : $"{shown[..^scale]}.{shown[^scale..]}";
            while (text.Length > 1 && text[0] == '0' && text[1] != '.') text = text[1..];
            var exponent = Exponent - zeros + scale;
            var letter = random.Next(2) == 0 ? "e" : "E";
            var plus = exponent >= 0 && random.Next(2) == 0 ? "+" : string.Empty;
            var tail = exponent == 0 && random.Next(2) == 0 ? string.Empty : $"{letter}{plus}{exponent}";
            return (Mantissa.Sign < 0 || (Mantissa.IsZero && random.Next(2) == 0) ? "-" : string.Empty) + text + tail;
        }
    }
}
