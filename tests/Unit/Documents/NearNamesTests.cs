using Timeline.Documents;

namespace Timeline.Tests.Unit.Documents;

public sealed class NearNamesTests
{
    private static readonly string[] Names = ["main", "experiment", "release/1.0", "release/1.1"];

    [Theory]
    [InlineData("mian", "main")]
    [InlineData("Main", "main")]
    [InlineData("exp", "experiment")]
    [InlineData("expriment", "experiment")]
    [InlineData("release/1.2", "release/1.0 release/1.1")]
    [InlineData("zebra", "")]
    [InlineData("", "")]
    public void Names_that_were_likely_meant_are_suggested(string written, string suggested) =>
        Assert.Equal(suggested, string.Join(' ', NearNames.Of(written, Names)));
}
