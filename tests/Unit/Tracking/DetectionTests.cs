namespace Timeline.Tests.Unit.Tracking;

public sealed class DetectionTests
{
    [Fact]
    public void A_variable_whose_value_changed_is_reported_once()
    {
        var state = Book.Of("""{"a":1,"b":2}""", "a", "b");
        var found = Right(state.SetRoot("""{"a":1,"b":3}""")).Detect(Book.Reader);
        Assert.Equal(["Medium 1 value", "Medium 3 value"], Book.Lines(found.Changes));
        Assert.Equal("2", $"{found.Changes[1].Before!.ToJson()}");
        Assert.Equal("3", $"{found.Changes[1].After!.ToJson()}");
        var again = found.State.Detect(Book.Reader);
        Assert.Same(found.State, again.State);
        Assert.True(again.IsQuiet);
    }
}
