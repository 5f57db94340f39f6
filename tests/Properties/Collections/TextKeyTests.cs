using FsCheck;
using FsCheck.Fluent;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

/// <summary>Hashing and comparing text keys, beside what text itself does.</summary>
public sealed class TextKeyTests
{
    /// <summary>A text of any length, each length taking its way through the code, and one with at most one char changed.</summary>
    private static readonly Arbitrary<(string Left, string Right)> Twins = Arb.From(
        from length in Gen.Choose(0, 70)
        from chars in Gen.ArrayOf(Gen.Elements('a', 'b', '\0', '\uD800', '\u00E4'), length)
        from at in Gen.Choose(0, Math.Max(0, length - 1))
        from other in Gen.Elements('a', 'b', '\0')
        select (new string(chars), Changed(chars, at, other)));

    [Fact]
    public void Texts_are_the_same_exactly_if_they_are_equal() => Law.Holds(
        Twins, pair => TextKey.Same(pair.Left, pair.Right) == string.Equals(pair.Left, pair.Right), cases: 1000);

    [Fact]
    public void Equal_texts_have_one_hash_and_others_another() => Law.Holds(
        Twins,
        pair => (TextKey.HashOf(pair.Left) == TextKey.HashOf(pair.Right)) == string.Equals(pair.Left, pair.Right),
        cases: 1000);

    [Theory]
    [InlineData("{0}", 100_000)]
    [InlineData("key{0:000000}", 100_000)]
    [InlineData("/a/rather/long/path/{0}/with/a/number/in/the/middle", 100_000)]
    public void Hashes_of_texts_much_alike_are_spread_as_if_drawn(string form, int count)
    {
        var hashes = Enumerable.Range(0, count)
            .Select(i => TextKey.HashOf(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, i)))
            .ToArray();

        // Of n draws from 2^32, n^2 / 2^33 pairs meet: 1.2 here. Sixteen would be a chance of one in 10^12.
        Assert.InRange(hashes.Length - hashes.Distinct().Count(), 0, 16);
        for (var shift = 0; shift < 32; shift += 8)
        {
            // Chi square over 256 groups: 255 with a deviation of 22.6; eight deviations are a chance of one in 10^11.
            var expected = count / 256.0;
            var groups = hashes.CountBy(hash => hash >> shift & 255).ToDictionary();
            var sum = Enumerable.Range(0, 256)
                .Sum(group => Math.Pow(groups.GetValueOrDefault((uint)group) - expected, 2) / expected);
            Assert.InRange(sum, 100, 436);
        }
    }

    private static string Changed(char[] chars, int at, char other)
    {
        var copy = chars.ToArray();
        if (copy.Length > 0)
            copy[at] = other;
        return new string(copy);
    }
}
