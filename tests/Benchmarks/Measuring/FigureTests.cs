using Timeline.Benchmarks.Measuring;

namespace Timeline.Tests.Benchmarks.Measuring;

public sealed class FigureTests
{
    [Theory]
    [InlineData(12.34, "ns", "12.3ns")]
    [InlineData(1_500, "ns", "1.5us")]
    [InlineData(2.5e6, "ns", "2.5ms")]
    [InlineData(3e9, "ns", "3.0s")]
    [InlineData(35_000, "B", "35000.0B")]
    public void It_has_its_unit_and_no_space(double value, string unit, string text) => Assert.Equal(text, Figure.Of(value, unit));
}
