using Timeline.Tracking;

namespace Timeline.Tests.Unit.Tracking;

public sealed class PropertyTests
{
    private static readonly TrackerState Some = Book.Of("""{"a":1,"b":2}""", "a");

    [Theory]
    [InlineData("label", "label", Priority.Medium)]
    [InlineData("label:high", "label", Priority.High)]
    [InlineData("label:LOW", "label", Priority.Low)]
    [InlineData("label:Medium", "label", Priority.Medium)]
    [InlineData("a:b:high", "a:b", Priority.High)]
    [InlineData("label:urgent", "label:urgent", Priority.Medium)]
    [InlineData("label:", "label:", Priority.Medium)]
    public void A_name_may_end_in_a_priority(string written, string name, Priority priority)
    {
        var state = Right(Some.SetProperty(2, written, "x"));
        Assert.Equal(new VariableProperty("x", priority), state.Get(2).Properties[name]);
        var change = Assert.Single(state.Detect(Book.Reader).Changes);
        Assert.Equal((priority, false), (change.Priority, change.ValueChanged));
        Assert.Equal([name], change.PropertiesChanged);
        var created = Right(Some.Create(
            new() { ParentId = 1, Path = "a", Properties = [new(written, "x")] }, Book.Reader)).Variable;
        Assert.Equal(new VariableProperty("x", priority), created.Properties[name]);
    }

    [Fact]
    public void Setting_what_is_set_gives_the_same_state()
    {
        Assert.Same(Some, Right(Some.SetProperty(2, "label", "")));
        var state = Right(Some.SetProperty(2, "label:high", "x"));
        Assert.Same(state, Right(state.SetProperty(2, "label:HIGH", "x")));
        Assert.Equal(Priority.Medium, Right(state.SetProperty(2, "label", "x")).Get(2).Properties["label"].Priority);
        Assert.Empty(Right(state.SetProperty(2, "label", "")).Get(2).Properties);
        Assert.Same(Some, Right(Some.SetProperty(2, "path", "")).Get(2).Path.IsRoot ? Some : null);
        Assert.Same(Some, Right(Some.SetActive(2, true)));
    }

    [Fact]
    public void Properties_in_the_path_win_and_are_decoded()
    {
        var spec = new VariableSpec
        {
            ParentId = 1,
            Path = "a?label:high=First%20item&&x=1&x=%zz&gone&k%3Dy=%C3%A9&priority=high",
            Properties = [new("label", "old"), new("gone", "g"), new("kept:low", "k"), new("priority", "low"), new("path", "b")],
        };
        var variable = Right(Some.Create(spec, Book.Reader)).Variable;
        Assert.Equal(
            ["k=y: é Medium", "kept: k Low", "label: First item High", "priority: high Medium", "x: %zz Medium"],
            variable.Properties.Select(it => $"{it.Key}: {it.Value.Value} {it.Value.Priority}").Order(StringComparer.Ordinal));
        Assert.Equal(("a", Priority.High), ($"{variable.Path}", variable.Priority));
    }

    [Fact]
    public void An_empty_path_takes_the_property()
    {
        var spec = new VariableSpec { ParentId = 1, Path = "?label=x", Properties = [new("path", "b")] };
        var variable = Right(Some.Create(spec, Book.Reader)).Variable;
        Assert.Equal(("b", "2"), ($"{variable.Path}", $"{variable.Seen!.ToJson()}"));
    }

    [Fact]
    public void Priority_path_and_access_are_the_variables_own()
    {
        var state = Right(Some.SetProperty(2, "priority", "High"));
        state = Right(state.SetProperty(2, "path:low", "b"));
        var found = state.Detect(Book.Reader);
        Assert.Equal(["High 2 value", "Medium 2 priority", "Low 2 path"], Book.Lines(found.Changes));
        Assert.Equal("2", $"{found.Changes[0].After!.ToJson()}");
        var written = Right(found.State.SetProperty(2, "access", "w")).Detect(Book.Reader);
        Assert.Equal(["Medium 2 access"], Book.Lines(written.Changes));
        Assert.Null(written.State.Get(2).Reported);
        var again = Right(written.State.SetProperty(2, "access", "")).Detect(Book.Reader);
        Assert.Equal(["High 2 value", "Medium 2 access"], Book.Lines(again.Changes));
    }

    [Theory]
    [InlineData("priority", "urgent", TrackingFault.BadProperty)]
    [InlineData("path", "a..b", TrackingFault.Path)]
    [InlineData("path", "f(_)", TrackingFault.BadAccess)]
    [InlineData("path", "f(_).a", TrackingFault.BadSetterCall)]
    [InlineData("access", "x", TrackingFault.BadAccess)]
    [InlineData("", "x", TrackingFault.BadProperty)]
    [InlineData(":high", "x", TrackingFault.BadProperty)]
    public void A_value_that_cannot_be_is_refused(string name, string value, TrackingFault fault)
    {
        var error = Book.Error(Some.SetProperty(2, name, value));
        Assert.Equal((fault, 2L), (error.Fault, error.Variable));
        Assert.True(Some.Detect(Book.Reader).IsQuiet);
    }

    [Fact]
    public void A_root_gets_no_path() =>
        Assert.Equal(TrackingFault.Path, Book.Error(Some.SetProperty(1, "path", "a")).Fault);

    [Fact]
    public void A_variable_that_is_not_there_is_an_error()
    {
        TimelineError.Tracking[] errors =
        [
            Book.Error(Some.SetProperty(9, "label", "x")), Book.Error(Some.SetActive(9, false)), Book.Error(Some.MarkAll(9)),
            Book.Error(Some.Destroy(9)), Book.Error(Some.Assign(9, Book.Seen("1"))),
        ];
        Assert.All(errors, error => Assert.Equal((TrackingFault.NotFound, "variable 9: there is no such variable"), (error.Fault, error.Message)));
        Assert.True(Some.Find(9).IsNone);
        Assert.Empty(Some.Children(9));
    }
}
