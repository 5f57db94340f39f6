using Timeline.Benchmarks.Growth;

namespace Timeline.Tests.Benchmarks.Growth;

public sealed class GrowthLineTests
{
    [Fact]
    public void A_line_says_what_was_found_beside_what_is_promised() => Assert.Equal(
        "growth scan/bytes                   1.00 O(log n)           short  "
            + "(at most 0.20: 1,000=1000.0B 10,000=10000.0B 100,000=100000.0B 1,000,000=1000000.0B)",
        Line(Bound.Logarithmic, Sign.Bytes, n => n).ToString());

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    public void What_grows_as_a_power_is_short_of_a_logarithm_by_time(double exponent) =>
        Assert.False(Line(Bound.Logarithmic, Sign.Time, n => Math.Pow(n, exponent)).IsOk);

    [Fact]
    public void A_logarithm_four_times_as_dear_a_step_in_a_large_tree_is_a_logarithm() =>
        Assert.True(Line(Bound.Logarithmic, Sign.Time, n => Math.Log2(n) * (n > 10_000 ? 4 : 1)).IsOk);

    [Fact]
    public void A_logarithm_is_no_constant_where_bytes_are_counted() =>
        Assert.True(Line(Bound.Constant, Sign.Bytes, n => Math.Pow(n, 0.11)).IsOk is false);

    [Fact]
    public void The_square_is_short_of_what_grows_with_the_changes() =>
        Assert.False(Line(Bound.GrowingChanges, Sign.Time, n => n * n).IsOk);

    [Fact]
    public void Every_promise_keeps_itself()
    {
        foreach (var bound in new[] { Bound.Constant, Bound.Logarithmic, Bound.FixedChanges, Bound.GrowingChanges, Bound.Linear })
            Assert.True(Line(bound, Sign.Bytes, bound.Cost).IsOk, bound.Name);
    }

    private static GrowthLine Line(Bound bound, Sign sign, Func<double, double> cost) => new(
        GrowthLaw.Of("scan", bound, GrowthLaw.Decades, _ => () => null), sign, [.. GrowthLaw.Decades.Select(n => cost(n))]);
}
