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
