using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

/// <summary>How a document is formatted: found, said, and followed.</summary>
public sealed class JsonStyleLaws
{
    private static readonly Arbitrary<(Value Value, JsonStyle Style)> Documents = Arb.From(
        from value in ValueGenerators.Values
        from style in StyleGenerators.Styles
        select (value, style),
        document => ValueGenerators.Shrink(document.value).Select(value => (value, document.style)));

    [Fact]
    public void Writing_in_the_detected_style_gives_back_the_bytes() => Law.Holds(
        Documents,
        document =>
        {
            var bytes = Json.ToUtf8(document.Value, document.Style);
            var detected = JsonStyle.Detect(bytes);
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(Json.ToUtf8(document.Value, detected)));
        },
        600);

    [Fact]
    public void A_text_in_any_style_reads_as_the_same_value() => Law.Holds(Documents, document => Assert.True(
        document.Value.ExactlyEquals(Json.Parse(Json.ToUtf8(document.Value, document.Style)).Match(v => v, _ => null!))));

    [Fact]
    public void A_style_is_read_back_from_its_text() => Law.Holds(StyleGenerators.Styles.ToArbitrary(), style =>
        JsonStyle.Parse(style.ToString()).Match(read => read, _ => null!) == style);

    [Fact]
    public void Detecting_a_style_takes_any_bytes() => Law.Holds(Documents, document =>
    {
        var bytes = Json.ToUtf8(document.Value, document.Style);
        var random = new Random(bytes.Length);
        for (var turn = 0; turn < 20; turn++)
        {
            bytes[random.Next(bytes.Length)] = (byte)"[]{}\"\\u:, \n"[random.Next(11)];
            Assert.NotNull(JsonStyle.Detect(bytes.AsSpan(random.Next(bytes.Length))).ToString());
        }
    });
}
