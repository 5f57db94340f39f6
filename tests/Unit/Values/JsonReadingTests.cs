using System.Text;
using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

/// <summary>What is refused, and what the error says.</summary>
public sealed class JsonReadingTests
{
    [Theory]
    [InlineData("", 1, 1, "", "the text ends where a value should be")]
    [InlineData("  \n ", 2, 2, "", "the text ends where a value should be")]
    [InlineData("nul", 1, 1, "", "here should be a value, not 'n'")]
    [InlineData("True", 1, 1, "", "here should be a value, not 'T'")]
    [InlineData("[1,]", 1, 4, "/1", "here should be a value, not ']'")]
    [InlineData("[1 2]", 1, 4, "", "here should be ',' or ']', not '2'")]
    [InlineData("[1", 1, 3, "", "the text ends where ',' or ']' should be")]
    [InlineData("{\"a\":1,}", 1, 8, "", "here should be a key in double quotes, not '}'")]
    [InlineData("{'a':1}", 1, 2, "", "here should be a key in double quotes, not '''")]
    [InlineData("{\"a\" 1}", 1, 6, "/a", "here should be ':', not '1'")]
    [InlineData("{\"a\":[0,{\"b\":x}]}", 1, 14, "/a/1/b", "here should be a value, not 'x'")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": 2,\n  \"a\": 3\n}", 4, 3, "/a", "this key is in the map already")]
    [InlineData("[] []", 1, 4, "", "after the value nothing may follow, but there is '['")]
    [InlineData("1 // one", 1, 3, "", "after the value nothing may follow, but there is '/'")]
    [InlineData("01", 1, 1, "", "a number must not start with a zero")]
    [InlineData("-", 1, 2, "", "a number needs a digit here")]
    [InlineData("+1", 1, 1, "", "here should be a value, not '+'")]
    [InlineData(".5", 1, 1, "", "here should be a value, not '.'")]
    [InlineData("1.", 1, 3, "", "a number needs a digit after its point")]
    [InlineData("1e", 1, 3, "", "a number needs a digit in its exponent")]
    [InlineData("1e1000000000000000000", 1, 3, "", "the exponent of a number must have at most 18 digits")]
    [InlineData("NaN", 1, 1, "", "here should be a value, not 'N'")]
    [InlineData("\"abc", 1, 5, "", "the text ends within a string")]
    [InlineData("\"a\tb\"", 1, 3, "", "a string must not hold a tab unescaped")]
    [InlineData("\"a\nb\"", 1, 3, "", "a string must not hold a line break unescaped")]
    [InlineData("\"\\x\"", 1, 2, "", "a backslash must be followed by one of \" \\ / b f n r t u")]
    [InlineData("\"\\u12\"", 1, 2, "", "\\u needs four hexadecimal digits")]
    [InlineData("\"\\ud800\"", 1, 2, "", "this is half of a surrogate pair, no character")]
    [InlineData("\"é\\udc00\"", 1, 3, "", "this is half of a surrogate pair, no character")]
    [InlineData("\"\\ud800\\u0041\"", 1, 2, "", "this is half of a surrogate pair, no character")]
    [InlineData("{\"\\ud800\":1}", 1, 3, "", "this is half of a surrogate pair, no character")]
    [InlineData("[1,,2]", 1, 4, "/1", "here should be a value, not ','")]
    [InlineData("[tru]", 1, 2, "/0", "here should be a value, not 't'")]
    [InlineData("[1x]", 1, 3, "", "here should be ',' or ']', not 'x'")]
    [InlineData("1x", 1, 2, "", "after the value nothing may follow, but there is 'x'")]
    [InlineData("[{\"é\\n\"\r\n  ]", 2, 3, "/0/é\n", "here should be ':', not ']'")]
    [InlineData("{\"é\"\n ", 2, 2, "/é", "the text ends where ':' should be")]
    [InlineData("\n[\"é\",\n \"é\\u00é0\"]", 3, 4, "/1", "\\u needs four hexadecimal digits")]
    [InlineData("{\"a\":1,\n\"é\\q\":1}", 2, 3, "", "a backslash must be followed by one of \" \\ / b f n r t u")]
    [InlineData("[\"\\\\u12\t\"]", 1, 8, "/0", "a string must not hold a tab unescaped")]
    [InlineData("[\"\\u00", 1, 7, "/0", "the text ends within a string")]
    [InlineData("/* */ 1", 1, 1, "", "here should be a value, not '/'")]
    public void A_malformed_text_is_refused_with_its_place(string text, int line, int column, string path, string reason)
    {
        var expected = new TimelineError.JsonInvalid(line, column, path, reason);
        Assert.Equal(expected, Refusal(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, Left(Json.Parse(text)));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', (byte)'a', 0xFF, (byte)'"' }, 3, "the byte 0xFF here is not valid UTF-8")]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' }, 2, "the byte 0xC3 here is not valid UTF-8")]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, 2, "the byte 0xC0 here is not valid UTF-8")]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, 2, "this is half of a surrogate pair, no character")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'1', 0 }, 1, "here should be a value, not a mark of UTF-16 (only UTF-8 is read)")]
    [InlineData(new byte[] { (byte)'1', 0 }, 2, "after the value nothing may follow, but there is the character NUL")]
    [InlineData(new byte[] { 0xE9 }, 1, "here should be a value, not the byte 0xE9")]
    public void Bytes_that_are_not_UTF_8_are_refused_with_their_place(byte[] text, int column, string reason) =>
        Assert.Equal(new TimelineError.JsonInvalid(1, column, string.Empty, reason), Refusal(text));

    [Fact]
    public void A_string_with_half_of_a_surrogate_pair_is_refused_with_its_place()
    {
        var error = Left(Json.Parse("[\"é\",\"x\uD800\"]"));
        Assert.Equal(new TimelineError.JsonInvalid(1, 8, "/1", "this is half of a surrogate pair, no character"), error);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void A_depth_of_a_hundred_thousand_is_an_error_and_no_crash(string open)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000));
        var error = Refusal(Encoding.UTF8.GetBytes(text));
        Assert.Equal("lists and maps nest deeper than 512", error.Reason);
        Assert.Equal(1 + (512 * open.Length), error.Column);
        Assert.InRange(error.Message.Length, 1, 300);
    }

    [Fact]
    public void A_depth_up_to_the_limit_is_read_and_can_be_worked_with()
    {
        var text = new string('[', 512) + new string(']', 512);
        var value = Read(text);
        Assert.Equal(512, value.Depth);
        Assert.Equal(text, value.ToString());
        Assert.Equal(value, Read(text));
        Assert.Equal(value.GetHashCode(), Read(text).GetHashCode());
        Assert.True(Json.Parse(new string('[', 513)).IsLeft);
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused()
    {
        var error = Refusal(Encoding.UTF8.GetBytes("{\"n\": " + new string('9', 1_000_000) + "}"));
        Assert.Equal(new TimelineError.JsonInvalid(1, 7, "/n", "a number has more than 10000 digits"), error);
    }

    [Fact]
    public void An_enormous_exponent_costs_nothing()
    {
        var number = Assert.IsType<Value.Number>(Read("1e1000000000"));
        Assert.Equal(Read("10e999999999"), number);
        Assert.Equal(Read("10e999999999").GetHashCode(), number.GetHashCode());
        Assert.NotEqual(Read("1e1000000001"), number);
        Assert.False(number.TryGetBigInteger(out _) || number.TryGetDouble(out _) || number.TryGetDecimal(out _));
        Assert.Equal("1e1000000000", number.ToString());
    }

    [Fact]
    public void Limits_are_kept_and_named()
    {
        Assert.Equal("the text has more than 3 bytes", Refusal("[1,2]"u8.ToArray(), new() { Bytes = 3 }).Reason);
        Assert.Equal("a string has more than 2 bytes", Refusal("[\"abc\"]"u8.ToArray(), new() { TextBytes = 2 }).Reason);
        Assert.Equal("a string has more than 2 bytes", Refusal("[{\"abc\":1}]"u8.ToArray(), new() { TextBytes = 2 }).Reason);
        Assert.Equal("a number has more than 2 digits", Refusal("1.23"u8.ToArray(), new() { Digits = 2 }).Reason);
        Assert.Equal("lists and maps nest deeper than 1", Refusal("[[]]"u8.ToArray(), new() { Depth = 1 }).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLimits { Depth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLimits { Depth = Value.MaximumDepth + 1 });
    }

    [Fact]
    public void A_duplicate_is_found_in_a_map_of_any_size()
    {
        var keys = string.Join(',', Enumerable.Range(0, 40).Select(n => $"\"k{n}\":{n}"));
        for (var at = 0; at < 40; at += 13)
            Assert.Equal($"/k{at}", Refusal(Encoding.UTF8.GetBytes($"{{{keys},\"k{at}\":0}}")).Path);
        Assert.Equal("/a", Refusal("[{\"a\":1,\"b\":2},{\"a\":1,\"a\":2}]"u8.ToArray()).Path[2..]);
        Assert.Equal("/é", Refusal(Encoding.UTF8.GetBytes("{\"é\":1,\"\\u00e9\":2}")).Path);
    }

    [Fact]
    public void A_byte_order_mark_is_accepted_and_not_counted()
    {
        Assert.Equal(Value.Of(true), Json.Parse([0xEF, 0xBB, 0xBF, .. "true"u8]).Match(v => v, _ => null!));
        Assert.Equal(1, Refusal([0xEF, 0xBB, 0xBF, (byte)'x']).Column);
    }

    [Fact]
    public void A_message_is_one_line_with_nothing_a_terminal_obeys()
    {
        var message = Refusal(Encoding.UTF8.GetBytes("{\"a\\n\\u001b[31m" + new string('x', 500) + "\":!}")).Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 1, 300);
    }

    private static Value Read(string text) => Right(Json.Parse(text));

    private static TimelineError.JsonInvalid Refusal(byte[] text, JsonLimits? limits = null) =>
        Assert.IsType<TimelineError.JsonInvalid>(Left(Json.Parse(text, limits)));
}
