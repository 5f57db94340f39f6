using System.Text.Json;
using Timeline.Benchmarks.Ratios;

namespace Timeline.Tests.Benchmarks.Ratios;

public sealed class RatioLineTests
{
    [Fact]
    public void A_line_has_six_columns_and_no_space_in_any() => Assert.Equal(
        ["maps/get-100-text@LanguageExt-HashMap", "30.0ns", "40.0ns", "0.75", "0.8", "ok"],
        Line(theirs: 40, ours: 30, most: 0.8).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_small_quotient_keeps_its_figures() =>
        Assert.Contains(" 1.23E-5 ", Line(theirs: 1e9, ours: 12_300, most: 0.0002).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(79, true)]
    [InlineData(80, true)]
    [InlineData(81, false)]
    [InlineData(double.NaN, false)]
    public void What_is_required_is_the_most_that_is_allowed(double ours, bool isOk) =>
        Assert.Equal(isOk, Line(theirs: 100, ours, most: 0.8).IsOk);

    [Fact]
    public void As_JSON_it_has_the_numbers_as_they_are()
    {
        using var read = JsonDocument.Parse(Line(theirs: 40, ours: 30, most: 0.5).ToJson());
        Assert.Equal("get 100 text", read.RootElement.GetProperty("name").GetString());
        Assert.Equal(0.75, read.RootElement.GetProperty("ratio").GetDouble());
        Assert.Equal("short", read.RootElement.GetProperty("verdict").GetString());
    }

    private static RatioLine Line(double theirs, double ours, double most) =>
        new("maps", new Contest("get 100 text", "LanguageExt HashMap", most, () => theirs, () => ours, "ns"), theirs, ours);
}
