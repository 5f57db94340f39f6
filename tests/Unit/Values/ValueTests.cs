using System.Numerics;
using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

/// <summary>Building values in code.</summary>
public sealed class ValueTests
{
    [Fact]
    public void Numbers_keep_their_spelling_and_compare_by_value()
    {
        Assert.Equal("1.10", Value.Of(1.10m).ToString());
        Assert.Equal(Value.Of(1.1), Value.Of(1.10m));
        Assert.Equal(Value.Of(1), Number("10e-1"));
        Assert.Equal(Number("0"), Number("-0.0"));
        Assert.NotEqual(Number("1"), Number("-1"));
        Assert.Equal(Value.Of(long.MinValue), Value.Of((BigInteger)long.MinValue));
        Assert.Equal(Number("9223372036854775808"), Value.Of((BigInteger)long.MaxValue + 1));
        Assert.Equal("1E+300", Value.Of(1e300).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Value.Of(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Value.Of(double.PositiveInfinity));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("0x1")]
    [InlineData("１")]
    [InlineData("1e")]
    public void A_spelling_that_is_no_number_is_refused(string spelling) =>
        Assert.IsType<TimelineError.NumberInvalid>(Left(Value.Number.Parse(spelling)));

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text_and_no_key()
    {
        Assert.Throws<ArgumentException>(() => Value.Of("a\uD800"));
        Assert.Throws<ArgumentException>(() => Value.Of("\uDC00\uD800"));
        Assert.Throws<ArgumentException>(() => Value.Map.Empty.Set("\uDC00", Value.Of(1)));
        Assert.Throws<ArgumentException>(() => new Value.Map.Builder().TryAdd("\uD83D", Value.Of(1)));
        Assert.Equal("\"😀\"", Value.Of("😀").ToString());
    }

    [Fact]
    public void Building_too_deep_is_refused_before_it_can_hurt()
    {
        Value value = Value.List.Empty;
        while (value.Depth < Value.MaximumDepth) value = Value.List.Empty.Add(value);
        var deepest = (Value.List)value;

        Assert.Throws<ArgumentException>(() => Value.List.Empty.Add(deepest));
        Assert.Throws<ArgumentException>(() => Value.List.From([Value.Of(1), deepest]));
        Assert.Throws<ArgumentException>(() => Value.Map.Empty.Set("a", deepest));
        Assert.Throws<ArgumentException>(() => Value.Map.From([KeyValuePair.Create("a", (Value)deepest)]));
        Assert.Equal(2 * Value.MaximumDepth, deepest.ToString().Length);
        Assert.Equal(deepest.GetHashCode(), Value.List.Empty.Add(deepest[0]).GetHashCode());
    }

    [Fact]
    public void What_became_shallow_again_can_be_nested_again()
    {
        Value value = Value.List.Empty;
        while (value.Depth < Value.MaximumDepth) value = Value.List.Empty.Add(value);
        var shallow = ((Value.List)value).Add(Value.Of(1)).RemoveAt(0);
        Assert.Equal(2, Value.List.Empty.Add(shallow).Depth);
        Assert.Equal("{\"a\":[1]}", Value.Map.Empty.Set("a", shallow).ToString());
    }

    [Fact]
    public void A_change_that_changes_nothing_gives_the_same_object()
    {
        var list = Value.List.From([Value.Of(1), Value.Of("a")]);
        Assert.Same(list, list.SetAt(1, Value.Of("a")));
        Assert.NotSame(list, list.SetAt(0, Number("1.0")));
        foreach (var count in new[] { 3, 40 })
        {
            var map = Value.Map.From(Enumerable.Range(0, count).Select(n => KeyValuePair.Create($"k{n}", Value.Of(n))));
            Assert.Same(map, map.Set("k1", Value.Of(1)));
            Assert.Same(map, map.Remove("none"));
            Assert.Same(map, map.Insert("k1", Value.Of(1), "k2"));
            Assert.Equal("1.0", map.Set("k1", Number("1.0"))["k1"].ToString());
            Assert.True(map.Diff(map).IsEmpty);
        }
    }

    [Fact]
    public void A_key_cannot_be_placed_before_what_is_not_there()
    {
        var map = Value.Map.Empty.Set("a", Value.Of(1));
        Assert.Throws<ArgumentException>(() => map.Insert("b", Value.Of(2), "c"));
        Assert.Throws<ArgumentException>(() => map.Insert("a", Value.Of(2), "a"));
        Assert.Throws<KeyNotFoundException>(() => map.KeyAfter("b"));
        Assert.Throws<KeyNotFoundException>(() => map["b"]);
    }

    [Fact]
    public void A_difference_can_count_spelling()
    {
        var before = Value.Map.Empty.Set("a", Value.Of(1));
        var after = before.Set("a", Number("1.0"));
        Assert.Empty(before.Diff(after).Changes);
        Assert.Equal("a", Assert.Single(before.Diff(after, exactly: true).Changes).Key);
    }

    [Fact]
    public void Each_case_is_matched()
    {
        Value[] values = [Value.OfNull(), Value.Of(true), Value.Of(7), Value.Of("x"), Value.List.Empty, Value.Map.Empty];
        Assert.Equal(
            ["null", "True", "7", "x", "0 items", "0 entries"],
            values.Select(value => value.Match(
                () => "null",
                truth => truth.ToString(),
                number => number.Spelling,
                text => text,
                list => $"{list.Count} items",
                map => $"{map.Count} entries")));
        Assert.Equal(Enum.GetValues<ValueKind>(), values.Select(value => value.Kind));
    }

    private static Value.Number Number(string spelling) =>
        Right(Value.Number.Parse(spelling));

    [Fact]
    public async Task Large_maps_in_large_maps_are_compared_exactly_once_at_each_depth()
    {
        // The same order on both sides, come about in another way.
        Value one = Value.Of(1), other = Value.Of(1);
        for (var depth = 0; depth < 60; depth++)
        {
            (one, other) = (Around(one), Around(other));
            other = ((Value.Map)other).Remove("key3").Insert("key3", Value.Of(3), "key4");
        }

        var compared = Task.Run(() => (one.ExactlyEquals(other), one.ExactlyEquals(Around(other)), one == other));
        Assert.Equal((true, false, true), await compared.WaitAsync(TimeSpan.FromSeconds(60)));

        static Value Around(Value inner) => Enumerable.Range(0, 20).Aggregate(
            Value.Map.Empty.Set("inner", inner), (map, number) => map.Set($"key{number}", Value.Of(number)));
    }
}
