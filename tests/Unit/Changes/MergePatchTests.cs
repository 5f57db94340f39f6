using Timeline.Changes;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

public sealed class MergePatchTests
{
    /// <summary>The test cases of RFC 7396, Appendix A: original, patch, result.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void The_cases_of_the_standard_give_their_results(string original, string patch, string result) =>
        Assert.Equal(result, MergePatch.Apply(Json(original), Json(patch)).ToString());

    [Theory]
    [InlineData("""{"a":1,"b":{"c":1,"d":2}}""", """{"b":{"c":1,"d":3},"e":[null]}""", """{"a":null,"b":{"d":3},"e":[null]}""")]
    [InlineData("1", """{"a":{}}""", """{"a":{}}""")]
    [InlineData("""{"a":null}""", """{"a":null,"b":1}""", """{"b":1}""")]
    [InlineData("""{"a":1}""", "null", "null")]
    public void A_difference_is_said_with_null_for_what_is_gone(string before, string after, string patch) =>
        Assert.Equal(Json(patch), Right(MergePatch.Between(Json(before), Json(after))));

    [Theory]
    [InlineData("{}", """{"a":null}""", "/a")]
    [InlineData("""{"a":1}""", """{"a":{"b":{"c":null}}}""", "/a/b/c")]
    [InlineData("3", """{"a":null}""", "/a")]
    public void A_null_that_is_new_cannot_be_said(string before, string after, string path)
    {
        var error = Left(MergePatch.Between(Json(before), Json(after)));
        Assert.Equal(new TimelineError.MergePatchInexpressible(path), error);
    }
}
