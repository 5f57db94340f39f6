using System.Text;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Unit.Changes;

public sealed class PlainReplacementTests
{
    [Theory]
    [InlineData("", "\"text\"")]
    [InlineData("/a", "\"\"")]
    [InlineData("/a/0/-", "-1.50e3")]
    [InlineData("/a~1b/~0", "7")]
    [InlineData("/a", "true")]
    [InlineData("/a", "false")]
    [InlineData("/a", "null")]
    public void A_scalar_that_is_replaced_is_taken_at_a_glance(string path, string value)
    {
        var text = Text(path, value);
        Assert.Equal(text, JsonPatch.From([Assert.IsType<JsonPatchOperation.Replace>(Glance(text))]).ToString());
    }

    [Theory]
    [InlineData("a", "1")]
    [InlineData("/\\u0061", "1")]
    [InlineData("/é", "1")]
    [InlineData("/~2", "1")]
    [InlineData("/a", "")]
    [InlineData("/a", "\"")]
    [InlineData("/a", "\"\\n\"")]
    [InlineData("/a", "\"\u0001\"")]
    [InlineData("/a", "\"é\"")]
    [InlineData("/a", "01")]
    [InlineData("/a", "1,2")]
    [InlineData("/a", "tru")]
    [InlineData("/a", "[]")]
    [InlineData("/a", "{}")]
    [InlineData("/a", "1},{\"op\":\"remove\",\"path\":\"/b\"")]
    [InlineData("/a", "\"b\"},{\"op\":\"replace\",\"path\":\"/b\",\"value\":\"c\"")]
    public void All_else_is_left_to_whoever_reads_it_whole(string path, string value) =>
        Assert.Null(Glance(Text(path, value)));

    [Fact]
    public void A_text_that_ends_too_soon_is_left()
    {
        var whole = Text("/a", "\"b\"");
        for (var length = 0; length < whole.Length; length++) Assert.Null(Glance(whole[..length]));
        Assert.Null(Glance(whole + "]"));
        Assert.Null(Glance(" " + whole));
    }

    private static string Text(string path, string value) =>
        $"[{{\"op\":\"replace\",\"path\":\"{path}\",\"value\":{value}}}]";

    private static JsonPatchOperation.Replace? Glance(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return PlainReplacement.TryRead(utf8, new JsonLimits(), new ReadCache(utf8.Length));
    }
}
