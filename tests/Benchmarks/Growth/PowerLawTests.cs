using Timeline.Benchmarks.Growth;

namespace Timeline.Tests.Benchmarks.Growth;

public sealed class PowerLawTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_exponent_of_a_power_is_found_whatever_its_factor(double exponent)
    {
        foreach (var factor in new[] { 3, 1_000 })
            Assert.Equal(exponent, PowerLaw.Exponent(Points(n => factor * Math.Pow(n, exponent))), precision: 9);
    }

    [Fact]
    public void A_logarithm_looks_like_a_tenth_over_three_decades() =>
        Assert.Equal(0.1, PowerLaw.Exponent(Points(n => Math.Log2(n))), precision: 2);

    [Fact]
    public void One_point_off_the_line_moves_it_by_its_share()
    {
        // At 0, 1, 2 and 3 decades, the last a decade up: 1.5 · 1 / (2.25 + 0.25 + 0.25 + 2.25).
        var costs = new[] { 10.0, 10, 10, 100 };
        Assert.Equal(0.3, PowerLaw.Exponent([.. GrowthLaw.Decades.Zip(costs, (n, cost) => ((double)n, cost))]), precision: 9);
    }

    [Fact]
    public void Nothing_counts_as_one() => Assert.Equal(0, PowerLaw.Exponent(Points(_ => 0)));

    [Fact]
    public void One_size_says_nothing() => Assert.Throws<ArgumentException>(() => PowerLaw.Exponent([(10, 1), (10, 2)]));

    private static (double Size, double Cost)[] Points(Func<double, double> cost) =>
        [.. GrowthLaw.Decades.Select(size => ((double)size, cost(size)))];
}
