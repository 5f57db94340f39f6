using Timeline.Values;

namespace Timeline.Tests.Unit.Values;

/// <summary>The two written forms of a path.</summary>
public sealed class ValuePathTests
{
    [Theory]
    [InlineData("", ".")]
    [InlineData("/", "[\"\"]")]
    [InlineData("/items/0/name", "items[0].name")]
    [InlineData("/0/1", "[0][1]")]
    [InlineData("/a~1b/m~0n", "[\"a/b\"][\"m~n\"]")]
    [InlineData("/a.b/c\\d/e", "[\"a.b\"][\"c\\\\d\"].e")]
    [InlineData("/odd key/x-y/$ref", "[\"odd key\"].x-y.$ref")]
    [InlineData("/[0]/\"]", "[\"[0]\"][\"\\\"]\"]")]
    [InlineData("/a/", "a[\"\"]")]
    [InlineData("/-", "[\"-\"]")]
    [InlineData("/007", "007")]
    public void A_path_has_a_pointer_and_a_dotted_form(string slashed, string dotted)
    {
        Assert.Equal(slashed, Read(slashed).ToString());
        Assert.Equal(dotted, Read(slashed).ToDotted());
        Assert.Equal(Read(slashed), Read(dotted));
    }

    [Theory]
    [InlineData("items.0.name", "/items/0/name")]
    [InlineData(".items[0].name", "/items/0/name")]
    [InlineData("items.[0].[\"name\"]", "/items/0/name")]
    [InlineData("odd key.m~n.a/b.-", "/odd key/m~0n/a~1b/-")]
    [InlineData("[\"\\u0061\"]", "/a")]
    [InlineData("years[\"2024\"]", "/years/2024")]
    public void The_dotted_form_may_be_written_otherwise_than_it_is_printed(string dotted, string slashed) =>
        Assert.Equal(slashed, Read(dotted).ToString());

    [Theory]
    [InlineData("/a~2", "'~' must be followed")]
    [InlineData("/a~", "'~' must be followed")]
    [InlineData("a..b", "a step is missing")]
    [InlineData("a.", "a step is missing")]
    [InlineData("..", "a step is missing")]
    [InlineData("a[0", "not closed")]
    [InlineData("a[", "not closed")]
    [InlineData("a[\"b", "not closed")]
    [InlineData("a[\"b\\\"]", "not closed")]
    [InlineData("a[\"\\q\"]", "not a JSON string")]
    [InlineData("a[]", "an index or a key")]
    [InlineData("a[-1]", "an index or a key")]
    [InlineData("a[01]", "an index or a key")]
    [InlineData("a[b]", "an index or a key")]
    [InlineData("a[0]b", "behind a bracket")]
    public void What_is_no_path_is_refused_with_the_reason(string text, string reason) => Assert.Contains(
        reason, ValuePath.Parse(text).Match(path => path.ToString(), error => error.Message), StringComparison.Ordinal);

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_path() =>
        Assert.IsType<TimelineError.PathInvalid>(Left(ValuePath.Parse("/\uD800")));

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
    public void A_step_of_a_path_takes_no_more_than_its_parent_and_a_key_or_an_index()
    {
        var path = Read("/items");
        var start = GC.GetAllocatedBytesForCurrentThread();
        path = path.Append(100_000).Append("name");
        Assert.Equal(64, GC.GetAllocatedBytesForCurrentThread() - start);
        Assert.Equal("/items/100000/name", path.ToString());
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

    [Fact]
    public void A_path_in_a_program_is_read_or_its_fault_thrown()
    {
        Assert.Equal(Read("/items/0"), ValuePath.Of("items[0]"));
        Assert.Contains("a step is missing", Assert.Throws<ArgumentException>(() => ValuePath.Of("a..b")).Message, StringComparison.Ordinal);
    }

    private static ValuePath Read(string text) =>
        Right(ValuePath.Parse(text));
}
