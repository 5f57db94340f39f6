using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.ChangeLogs;

public sealed class ElementOrderLaws
{
    private static readonly Gen<Value> Few = Gen.Elements(
        "null", "true", "false", "0", "-0", "0.0", "1", "1.0", "10e-1", "-1", "-1.5", "-15e-1", "2", "10", "1e1", "12", "123",
        "1.2", "1.23", "1e400", "1e-400", "-1e400", "123456789012345678901234567890", "123456789012345678901234567891",
        "1.23456789012345678901234567890", "\"\"", "\"a\"", "\"B\"", "\"aa\"", "\"\u00e9\"", "[]", "[1]", "[1,2]",
        "[1.0]", "[[]]", "{}", "{\"a\":1}", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1.0}", "{\"a\":2}", "{\"b\":1}").Select(it => Outcome.Right(Json.Parse(it)));

    private static readonly Arbitrary<Value[]> Threes =
        Arb.From(Gen.OneOf(Few, ValueGenerators.Values).ArrayOf(3));

    [Fact]
    public void It_is_total_and_says_the_same_place_of_equal_values_alone() => Law.Holds(Threes, values =>
    {
        var (one, other, third) = (values[0], values[1], values[2]);
        Assert.Equal(Math.Sign(Compare(one, other)), -Math.Sign(Compare(other, one)));
        Assert.Equal(one.Equals(other), Compare(one, other) == 0);
        if (Compare(one, other) <= 0 && Compare(other, third) <= 0) Assert.True(Compare(one, third) <= 0);
    });

    [Fact]
    public void Numbers_are_in_the_order_of_what_they_mean() => Law.Holds(
        Arb.From(Gen.Choose(-2000, 2000).Two()),
        pair => Assert.Equal(
            Math.Sign(pair.Item1.CompareTo(pair.Item2)),
            Math.Sign(Compare(Value.Of(pair.Item1 / 100m), Value.Of(pair.Item2 / 100m)))));

    private static int Compare(Value one, Value other) => ElementOrder.Instance.Compare(one, other);
}
