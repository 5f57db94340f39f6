using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

/// <summary>The two written forms of a path.</summary>
public sealed class ValuePathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("/", "\\e")]
    [InlineData("/items/0/name", "items.0.name")]
    [InlineData("/a~1b/m~0n", "a/b.m~n")]
    [InlineData("/a.b/c\\d", "a\\.b.c\\\\d")]
    [InlineData("/~1x", "\\/x")]
    [InlineData("//", ".")]
    [InlineData("/a/", "a.")]
    [InlineData("/-", "-")]
    public void A_path_has_a_pointer_and_a_dotted_form(string slashed, string dotted)
    {
        Assert.Equal(slashed, Read(slashed).ToString());
        Assert.Equal(dotted, Read(slashed).ToDotted());
        Assert.Equal(Read(slashed), Read(dotted));
    }

    [Theory]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    [InlineData("a\\")]
    [InlineData("a\\x")]
    public void A_wrong_escape_is_refused(string text) =>
        Assert.IsType<TimelineError.PathInvalid>(ValuePath.Parse(text).Match(_ => null!, error => error));

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_path() =>
        Assert.IsType<TimelineError.PathInvalid>(ValuePath.Parse("/\uD800").Match(_ => null!, error => error));

    [Fact]
    public void An_index_and_the_key_of_its_digits_are_one_step()
    {
        Assert.Equal(ValuePath.Root.Append(7), ValuePath.Root.Append("7"));
        Assert.NotEqual(ValuePath.Root.Append(7), ValuePath.Root.Append("07"));
        Assert.False(ValuePath.Root.Append("07").Last.IsIndex);
        Assert.False(ValuePath.Root.Append("99999999999").Last.IsIndex);
        Assert.True(ValuePath.Root.Append("-").Last.IsEnd);
        Assert.True(ValuePath.Root.Append(9) < ValuePath.Root.Append(10));
    }

    [Fact]
    public void A_missing_step_is_named()
    {
        var value = Value.Map.Empty.Set("a", Value.List.From([Value.Of(1)]));
        Assert.Equal("there is nothing at '/b'", Missing("/b"));
        Assert.Equal("there is nothing at '/a/1/c': already '/a/1' is missing", Missing("/a/1/c"));
        Assert.Equal("there is nothing at '/a/-'", Missing("/a/-"));
        Assert.Equal("there is nothing at '/a/0/x'", Missing("/a/0/x"));
        Assert.True(value.At(Read("/a/0")) == Value.Of(1));
        Assert.True(value.At(Read("/a/2")).IsNone);

        string Missing(string path) => Read(path).Resolve(value).Match(_ => "found", error => error.Message);
    }

    private static ValuePath Read(string text) =>
        ValuePath.Parse(text).Match(path => path, error => throw new InvalidOperationException(error.Message));
}
