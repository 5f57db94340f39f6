using System.Buffers;
using System.Globalization;
using System.Text;
using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

public sealed class JsonWritingTests
{
    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\n")]
    [InlineData("\u0001")]
    [InlineData("\u001f")]
    [InlineData(" ")]
    [InlineData("/")]
    [InlineData("~")]
    [InlineData("\u007f")]
    [InlineData("\u0080")]
    [InlineData("é")]
    [InlineData("Ģ")]
    [InlineData("\u5c22")]
    [InlineData("\u2028")]
    [InlineData("😀")]
    public void A_text_is_written_as_itself_or_escaped_wherever_a_letter_stands(string letter)
    {
        for (var before = 0; before < 70; before++)
        {
            foreach (var after in (int[])[0, 1, 3, 7, 8, 9, 20])
            {
                var text = new string('a', before) + letter + new string('b', after);
                Assert.Equal(Written(text), Encoding.UTF8.GetString(Json.ToUtf8(Value.Of(text))));
            }
        }
    }

    [Fact]
    public void What_stands_behind_a_text_is_not_written_over()
    {
        var texts = Enumerable.Range(0, 70).Select(length => new string('x', length)).ToList();
        var expected = $"[{string.Join(',', texts.Select(text => $"\"{text}\""))}]";
        Assert.Equal(expected, Value.List.From(texts.Select(Value.Of)).ToString());
    }

    [Fact]
    public void A_long_document_is_the_same_in_an_array_a_string_and_a_stream_of_bytes()
    {
        var letters = Value.Of(new string('ä', 1_500_000));
        var items = Enumerable.Range(0, 200_000).Select(i => Value.List.From([Value.Of(i), Value.Of($"item {i}")]));
        var document = Value.List.From([letters, Value.List.From(items), letters]);
        foreach (var style in (JsonStyle[])[JsonStyle.Compact, JsonStyle.Detect("[\n  [1, 2],\n  3\n]\n"u8)])
        {
            var output = new ArrayBufferWriter<byte>();
            Json.Write(document, output, style);
            var bytes = Json.ToUtf8(document, style);
            Assert.True(output.WrittenSpan.SequenceEqual(bytes));
            Assert.Equal(Encoding.UTF8.GetString(bytes), Json.ToText(document, style));
        }
    }

    private static string Written(string text) => $"\"{string.Concat(text.Select(Escaped))}\"";

    private static string Escaped(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
        _ => letter.ToString(),
    };
}
