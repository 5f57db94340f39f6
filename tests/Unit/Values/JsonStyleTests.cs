using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

/// <summary>The formatters people use, each reproduced byte for byte.</summary>
public sealed class JsonStyleTests
{
    private const string Sample =
        """{"name":"Zoë <b>&amp;</b> \"q\" it's 1+1 😀","path":"a/b\\c","ctl":"\b\f\n\r\t\u0001\u007f\u2028","list":[1,2.50,-0],"none":[],"no":{},"deep":[{"a":[[1,2],[3]],"b":null},true]}""";

    [Theory]
    [InlineData("{\"a\":1}", "")]
    [InlineData("{\"a\":1}\n", "end=1")]
    [InlineData("{\"a\": 1, \"b\": [1, 2]}", "colon=1 comma=1")]
    [InlineData("{ \"a\" : 1 }", "precolon=1 colon=1 mappad=1")]
    [InlineData("{\n  \"a\": 1\n}", "indent=2 colon=1")]
    [InlineData("{\n  \"a\": 1\n}\n", "indent=2 end=1 colon=1")]
    [InlineData("{\r\n    \"a\": 1\r\n}\r\n", "indent=4 line=crlf end=1 colon=1")]
    [InlineData("{\n\t\"a\": [\n\t\t1\n\t]\n}", "indent=1t colon=1")]
    [InlineData("{\n\"a\": 1\n}", "indent=0 colon=1")]
    [InlineData("\uFEFF{\n  \"a\" : [ ],\n  \"b\" : { }\n}", "bom indent=2 precolon=1 colon=1 nolist=spaced nomap=spaced")]
    [InlineData("{\n    \"a\": [\n\n    ],\n    \"b\": {\n    }\n}", "indent=4 colon=1 nolist=blank nomap=broken")]
    [InlineData("{\n  \"a\": [1, 2, 3],\n  \"b\": [\"x\"]\n}", "indent=2 colon=1 comma=1 lists=all")]
    [InlineData("{\n  \"a\": [ 1, 2 ],\n  \"b\": { \"c\": 1 }\n}", "indent=2 colon=1 comma=1 listpad=1 mappad=1 lists=all maps=all")]
    [InlineData("[\n{\"a\":[1,{}]},\n{\"a\":[]}\n]", "indent=0 inline=1")]
    [InlineData("[\n  [1],\n  [\n    1,\n    2\n  ]\n]", "indent=2 lists=6")]
    [InlineData("[\n  [1,2,3,4,5,6,7],\n  [\n    1234\n  ],\n  [12]\n]", "indent=2 lists=all items=3")]
    [InlineData("[\n  [1,2,3],\n  [\n    1,\n    2,\n    3,\n    4\n  ],\n  [\n    123\n  ]\n]", "indent=2 lists=10 items=1")]
    [InlineData("[\n  [\n    1,\n    2\n  ],\n  [123]\n]", "indent=2 lists=7")]
    [InlineData("[\n  [\n    1,\n    2\n  ],\n  [1234]\n]", "indent=2 comma=1 lists=8")]
    [InlineData("\"\\u00E9\\/\\u003C\"", "escape=c003")]
    public void The_style_of_a_text_is_found_and_gives_it_back(string text, string style)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var detected = JsonStyle.Detect(bytes);
        Assert.Equal(style, detected.ToString());
        Assert.Equal(text, Encoding.UTF8.GetString(Json.ToUtf8(Read(bytes), detected)));
    }

    [Fact]
    public void The_platforms_own_writer_is_reproduced()
    {
        var node = JsonNode.Parse(Sample)!;
        foreach (var isIndented in new[] { false, true })
        {
            Reproduced(node.ToJsonString(new JsonSerializerOptions { WriteIndented = isIndented }));
            Reproduced(node.ToJsonString(new JsonSerializerOptions
            {
                WriteIndented = isIndented,
                IndentCharacter = '\t',
                IndentSize = 1,
                NewLine = "\r\n",
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }));
        }
    }

    [Theory]
    [InlineData("""{"name": "Zo\u00eb \ud83d\ude00 </b>", "list": [1, 2.5], "none": [], "no": {}}""")]
    [InlineData("{\n    \"name\": \"Zo\\u00eb\",\n    \"list\": [\n        1,\n        2\n    ],\n    \"none\": [],\n    \"no\": {}\n}")]
    [InlineData("{\"html\":\"\\u003cb\\u003e \\u0026 it's /\",\"sep\":\"\\u2028\",\"é\":1}\n")]
    [InlineData("{\n    \"url\": \"http:\\/\\/x\\/\",\n    \"e\": \"\\u00e9\",\n    \"no\": {}\n}")]
    [InlineData("{\n  \"files\": [\"dist\", \"src\"],\n  \"long\": [\n    \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n    \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"\n  ]\n}\n")]
    public void Common_formatters_are_reproduced(string text) => Reproduced(text);

    [Fact]
    public void A_style_outlives_a_change_of_the_value()
    {
        var before = Encoding.UTF8.GetBytes("{\r\n\t\"a\": [1, 2],\r\n\t\"b\": {}\r\n}\r\n");
        var after = ((Value.Map)Read(before)).Set("c", Value.List.From([Value.Of(3), Value.Of("x")]));
        Assert.Equal(
            "{\r\n\t\"a\": [1, 2],\r\n\t\"b\": {},\r\n\t\"c\": [3, \"x\"]\r\n}\r\n",
            Json.ToText(after, JsonStyle.Detect(before)));
    }

    [Theory]
    [InlineData("indent=65")]
    [InlineData("indent=-1")]
    [InlineData("indent")]
    [InlineData("colon=x")]
    [InlineData("sparkle=1")]
    [InlineData("escape=10000")]
    [InlineData("line=lfcr")]
    public void A_text_that_is_no_style_is_refused(string text) =>
        Assert.IsType<TimelineError.JsonStyleInvalid>(Left(JsonStyle.Parse(text)));

    [Fact]
    public void Counts_beyond_reason_are_a_callers_mistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonStyle { Indent = 65 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonStyle { SpacesAfterColon = -1 });
    }

    private static void Reproduced(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text, Encoding.UTF8.GetString(Json.ToUtf8(Read(bytes), JsonStyle.Detect(bytes))));
    }

    private static Value Read(byte[] text) =>
        Right(Json.Parse(text));

    [Fact]
    public void More_white_space_than_a_style_can_say_is_no_fault()
    {
        var wide = new string(' ', 1000);
        var text = """{"a"_:_[_1,_2],"b":[|_1|],"c":{_"d":1}}""".Replace("_", wide, StringComparison.Ordinal)
            .Replace("|", "\n", StringComparison.Ordinal);
        var style = JsonStyle.Detect(Encoding.UTF8.GetBytes(text));
        Assert.Equal(style, JsonStyle.Parse(style.ToString()).Match(Right: read => read, Left: _ => JsonStyle.Compact));
        Assert.Equal(64, style.SpacesAfterComma);
    }
}
