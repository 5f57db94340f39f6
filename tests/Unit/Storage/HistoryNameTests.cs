using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class HistoryNameTests
{
    [Theory]
    [InlineData("app.json")]
    [InlineData("a folder/with spaces/ü.json")]
    [InlineData(".hidden/.eslintrc.json")]
    [InlineData("...")]
    public void A_relative_path_names_a_history(string text) => Assert.Equal(text, HistoryName.Of(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("/rooted")]
    [InlineData("ends/")]
    [InlineData("a//b")]
    [InlineData("../up")]
    [InlineData("a/./b")]
    [InlineData("back\\slash")]
    [InlineData("line\nbreak")]
    public void What_could_lead_elsewhere_is_refused_with_a_reason(string text)
    {
        var error = Left(HistoryName.Parse(text));
        Assert.NotEmpty(Assert.IsType<TimelineError.HistoryNameInvalid>(error).Reason);
        _ = Assert.Throws<ArgumentException>(() => HistoryName.Of(text));
    }

    // Not a case above: a runner cannot hand half a pair to a test.
    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() => Assert.True(HistoryName.Parse("half \ud800 pair").IsLeft);

    [Fact]
    public void A_name_of_513_bytes_is_too_long()
    {
        Assert.True(HistoryName.Parse(new string('a', 512)).IsRight);
        Assert.True(HistoryName.Parse(new string('a', 513)).IsLeft);
        Assert.True(HistoryName.Parse(new string('ü', 257)).IsLeft);
    }
}
