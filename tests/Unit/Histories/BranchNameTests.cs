using Timeline.Histories;

namespace Timeline.Tests.Unit.Histories;

public sealed class BranchNameTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("feature/new-shape")]
    [InlineData("v1.2")]
    [InlineData("release-2026-01-31")]
    [InlineData("héad")]
    [InlineData("ветка/一")]
    [InlineData("a_b#c")]
    public void A_proper_name_reads_back_as_written(string text) =>
        Assert.Equal(text, BranchName.Parse(text).Match(name => name.Text, error => error.Message));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a b", "holds white space")]
    [InlineData("a\u0007", "holds an invisible character")]
    [InlineData("a\u202Eb", "holds an invisible character")]
    [InlineData("a\uD800", "holds text that is not valid Unicode")]
    [InlineData("a~1", "holds '~'")]
    [InlineData("a@b", "holds '@'")]
    [InlineData("a\\b", "holds '\\'")]
    [InlineData("../up", "holds '..'")]
    [InlineData("/a", "has an empty part: '/' stands only between two")]
    [InlineData("a//b", "has an empty part: '/' stands only between two")]
    [InlineData("a/", "has an empty part: '/' stands only between two")]
    [InlineData("-x", "has a part that starts with '-'")]
    [InlineData("a/.b", "has a part that starts with '.'")]
    [InlineData("a.", "has a part that ends with '.'")]
    [InlineData("a.lock/b", "has a part that ends with '.lock'")]
    [InlineData("2026-01-31", "would read as a time")]
    [InlineData("2026-01-31T10-draft", "would read as a time")]
    [InlineData("12", "would read as a version number")]
    [InlineData("HEAD", "would read as the newest version")]
    public void A_name_that_breaks_a_rule_is_told_which(string text, string reason) =>
        Assert.Equal(reason, BranchName.Fault(text));

    [Fact]
    public void A_name_is_at_most_two_hundred_units_long()
    {
        Assert.Null(BranchName.Fault(new('x', 200)));
        Assert.Equal("is longer than 200 characters", BranchName.Fault(new('x', 201)));
    }

    [Fact]
    public void The_default_name_is_main()
    {
        Assert.Equal("main", default(BranchName).Text);
        Assert.Equal(BranchName.Main, BranchName.Of("main"));
        Assert.Equal(default(BranchName).GetHashCode(), BranchName.Of("main").GetHashCode());
    }

    [Fact]
    public void An_error_never_prints_what_cannot_be_seen() =>
        Assert.Equal(
            "'a??' cannot be a branch name: it holds an invisible character",
            BranchName.Parse("a\u0007\u0000").Match(name => name.Text, error => error.Message));
}
