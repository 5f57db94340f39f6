using Timeline.Tracking;

namespace Timeline.Tests.Unit.Tracking;

public sealed class TrackerPathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Address.City", "Member Address, Member City")]
    [InlineData("items.0", "Member items, Index 0")]
    [InlineData("items[10].name", "Member items, Index 10, Member name")]
    [InlineData("items.01.-1", "Member items, Member 01, Member -1")]
    [InlineData("Name()", "Call Name")]
    [InlineData("a.Find().b.Name(_)", "Member a, Call Find, Member b, CallWith Name")]
    [InlineData("""["a.b"]["0"].c""", "Member a.b, Member 0, Member c")]
    [InlineData("""a["odd name"]()""", "Member a, Call odd name")]
    [InlineData("First Name", "Member First Name")]
    [InlineData("2147483648", "Member 2147483648")]
    public void A_path_is_read_step_by_step(string text, string steps) =>
        Assert.Equal(steps, string.Join(", ", Right(TrackerPath.Parse(text)).Steps.ToArray().Select(it => $"{it.Kind} {it.Name}")));

    [Theory]
    [InlineData("a..b", "a step is missing; the empty key is written [\"\"] (at character 3)")]
    [InlineData(".a", "a step is missing; the empty key is written [\"\"] (at character 1)")]
    [InlineData("a.", "a step is missing; the empty key is written [\"\"] (at character 3)")]
    [InlineData("a[", "the bracket is not closed (at character 3)")]
    [InlineData("a[b]", "in brackets stands an index or a key in double quotes (at character 3)")]
    [InlineData("a[-1]", "in brackets stands an index or a key in double quotes (at character 3)")]
    [InlineData("a[0]b", "behind a bracket stands a dot, a bracket or a call (at character 5)")]
    [InlineData("[\"a", "the bracket is not closed by \"] (at character 2)")]
    [InlineData("a.()", "the name of the method is missing (at character 3)")]
    [InlineData("a.f(1)", "a call is written Name() or, with what is set as its argument, Name(_) (at character 4)")]
    [InlineData("a]", "a key with brackets is written in brackets and quotes (at character 2)")]
    [InlineData("a?b", "a question mark in a key stands in brackets and quotes (at character 2)")]
    public void A_text_that_is_no_path_is_refused_with_the_place(string text, string reason)
    {
        var error = Book.Error(TrackerPath.Parse(text));
        Assert.Equal(TrackingFault.Path, error.Fault);
        Assert.Equal(reason, error.Reason);
        Assert.Equal(text, error.Path);
    }

    [Fact]
    public void A_path_is_bounded_and_its_bound_can_be_written_and_read()
    {
        var zeros = new string('\0', (1 << 20) - 1);
        var longest = TrackerPath.Parse(zeros).IfLeft(error => throw new InvalidOperationException(error.Message));
        Assert.Equal(longest, TrackerPath.Parse(longest.ToString()));
        Assert.StartsWith(
            "a path has up to 1048576 characters", Book.Error(TrackerPath.Parse(zeros + "0")).Reason, StringComparison.Ordinal);
        Assert.Equal(TrackingFault.Path, Book.Error(TrackerPath.Parse(new string('a', (8 << 20) + 1))).Fault);
    }

    [Fact]
    public void A_call_with_an_argument_can_only_be_the_last_step()
    {
        var error = Book.Error(TrackerPath.Parse("a.Add(_).b"));
        Assert.Equal(TrackingFault.BadSetterCall, error.Fault);
        Assert.Equal("Add(_) is called with what is set, so it can only be the last step (at character 9)", error.Reason);
    }
}
