using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

/// <summary>What it is for two values to be equal.</summary>
public sealed class EqualityLaws
{
    private static readonly Arbitrary<(Value Left, Value Right)> Pairs = ValueGenerators.Pairs;

    [Fact]
    public void A_value_equals_itself_in_another_spelling_and_order() => Law.Holds(ValueGenerators.Any, value =>
    {
        var disguised = Disguise(value);
        Assert.Equal(value, disguised);
        Assert.Equal(disguised, value);
        Assert.Equal(value.GetHashCode(), disguised.GetHashCode());
    });

    [Fact]
    public void Equal_values_have_one_canonical_text() => Law.Holds(Pairs, pair =>
    {
        var isEqual = Canonical(pair.Left) == Canonical(pair.Right);
        Assert.Equal(isEqual, pair.Left.Equals(pair.Right));
        Assert.Equal(isEqual, pair.Right == pair.Left);
        if (isEqual) Assert.Equal(pair.Left.GetHashCode(), pair.Right.GetHashCode());
    }, 500);

    [Fact]
    public void Values_are_exactly_equal_when_they_are_written_alike() => Law.Holds(Pairs, pair =>
        pair.Left.ExactlyEquals(pair.Right) == (pair.Left.ToString() == pair.Right.ToString()), 500);

    [Fact]
    public void Hashes_asked_for_before_do_not_change_the_answer() => Law.Holds(Pairs, pair =>
    {
        var fresh = pair.Left.Equals(Disguise(pair.Right));
        _ = (pair.Left.GetHashCode(), pair.Right.GetHashCode());
        return fresh == pair.Left.Equals(pair.Right);
    });

    /// <summary>The same value with numbers respelled and keys turned round.</summary>
    private static Value Disguise(Value value) => value switch
    {
        Value.Number number => ValueGenerators.Number(Respell(number.Spelling)),
        Value.List list => Value.List.From(list.Items.Select(Disguise)),
        Value.Map map => Value.Map.From(map.Entries
            .Reverse()
            .Select(entry => KeyValuePair.Create(entry.Key, Disguise(entry.Value)))),
        Value.Text text => Value.Of(new string(text.Content.AsSpan())),
        _ => value,
    };

    private static string Respell(string spelling) => spelling.Contains('e', StringComparison.OrdinalIgnoreCase)
        ? spelling
        : spelling + (spelling.Contains('.', StringComparison.Ordinal) ? "00" : ".0") + "E+0";

    /// <summary>A text that is the same for equal values and for no others; computed without the library's equality.</summary>
    private static string Canonical(Value value) => value switch
    {
        Value.Number number => CanonicalNumber(number.Spelling),
        Value.List list => $"[{string.Join(',', list.Items.Select(Canonical))}]",
        Value.Map map => $"{{{string.Join(',', map.Entries
            .Select(entry => $"{Value.Of(entry.Key)}:{Canonical(entry.Value)}")
            .Order(StringComparer.Ordinal))}}}",
        _ => value.ToString(),
    };

    private static string CanonicalNumber(string spelling)
    {
        var parts = spelling.ToUpperInvariant().Split('E');
        var mantissa = parts[0].TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var exponent = (parts.Length > 1 ? long.Parse(parts[1], null) : 0) - (point < 0 ? 0 : mantissa.Length - point - 1);
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0) return "0";
        return $"{(spelling[0] == '-' ? "-" : string.Empty)}{significant}e{exponent + digits.Length - significant.Length}";
    }
}
