using Timeline.Persisting;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Persisting;

public sealed class StoreNameTests
{
    [Theory]
    [InlineData("score", "score")]
    [InlineData("game/score", "game/score")]
    [InlineData("größe ✓", "größe ✓")]
    [InlineData("50%", "50%25")]
    [InlineData("", "%")]
    [InlineData("/", "%/%")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E.")]
    [InlineData("../x", "%2E./x")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("a\nb", "a%0Ab")]
    public void Any_name_can_be_kept_and_comes_back(string variable, string stored)
    {
        Assert.Equal(stored, StoreName.Of("", variable).Text);
        Assert.Equal(variable, StoreName.ToVariable("", HistoryName.Of(stored)));
        Assert.Equal(variable, StoreName.ToVariable("app/", StoreName.Of("app/", variable)));
    }

    [Fact]
    public void Half_a_surrogate_pair_comes_back_too()
    {
        Assert.Equal("a%uD800b", StoreName.Of("", "a\ud800b").Text);
        Assert.Equal("a\ud800b", StoreName.ToVariable("", HistoryName.Of("a%uD800b")));
    }

    [Theory]
    [InlineData("a%4")]
    [InlineData("a%zz")]
    [InlineData("%41")]
    [InlineData("%u12")]
    public void What_no_variable_is_kept_under_is_none(string stored) =>
        Assert.Null(StoreName.ToVariable("", HistoryName.Of(stored)));

    [Fact]
    public void Another_prefix_is_another_program() =>
        Assert.Null(StoreName.ToVariable("app/", HistoryName.Of("other/x")));

    [Fact]
    public void A_name_that_is_too_long_is_refused() =>
        Assert.Contains("512", Assert.Throws<ArgumentException>(() => StoreName.Of("", new string('x', 600))).Message, StringComparison.Ordinal);
}
