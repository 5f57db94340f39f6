using Timeline.Tracking;

namespace Timeline.Tests.Unit.Tracking;

public sealed class CreationTests
{
    private static readonly TrackerState Some = Book.Of("""{"a":{"b":1},"n":null,"list":[1,2]}""");

    [Fact]
    public void A_child_has_the_value_at_its_path()
    {
        var created = Right(Some.Create(new() { ParentId = 1, Path = "a.b" }, Book.Reader));
        Assert.Null(created.Fault);
        Assert.Equal(2, created.Variable.Id);
        Assert.Equal("1", $"{created.Variable.Seen!.ToJson()}");
        Assert.Equal([2L], created.State.Children(1));
        Assert.Equal([1L], created.State.Roots);
        Assert.Equal([2L], created.State.Detect(Book.Reader).Created);
    }

    [Theory]
    [InlineData(1, 0, "", "", TrackingFault.BadId, "variable 1: there is a variable with this id already")]
    [InlineData(0, 7, "", "", TrackingFault.BadParent, "there is no variable 7 to be its parent")]
    [InlineData(5, 1, "a..b", "", TrackingFault.Path, "variable 5, 'a..b': a step is missing; the empty key is written [\"\"] (at character 3)")]
    [InlineData(0, 1, "a", "all", TrackingFault.BadAccess, "there is no access 'all': it is rw, r, w or action")]
    [InlineData(0, 1, "a(_)", "rw", TrackingFault.BadAccess, "'a(_)': access rw does not go with a path that ends in this call: it needs w or action")]
    [InlineData(0, 1, "a(_)", "r", TrackingFault.BadAccess, "'a(_)': access r does not go with a path that ends in this call: it needs w or action")]
    [InlineData(0, 1, "a()", "w", TrackingFault.BadAccess, "'a()': access w does not go with a path that ends in this call: it needs rw, r or action")]
    [InlineData(0, 1, "f(_).a", "w", TrackingFault.BadSetterCall, "'f(_).a': f(_) is called with what is set, so it can only be the last step (at character 5)")]
    [InlineData(0, 1, "a?priority=urgent", "", TrackingFault.BadProperty, "there is no priority 'urgent': it is low, medium or high")]
    [InlineData(0, 1, "a?:high=x", "", TrackingFault.BadProperty, "a property needs a name")]
    public void What_cannot_be_is_not_created(
        long id, long parent, string path, string access, TrackingFault fault, string message)
    {
        var spec = new VariableSpec
        {
            Id = id,
            ParentId = parent,
            Root = parent == 0 ? Book.Seen("1") : null,
            Path = path,
            Properties = [new("access", access)],
        };
        var error = Book.Error(Some.Create(spec, Book.Reader));
        Assert.Equal(fault, error.Fault);
        Assert.Equal(message, error.Message);
        Assert.True(Some.Detect(Book.Reader).IsQuiet);
    }

    [Theory]
    [InlineData("w", "f(_)")]
    [InlineData("action", "f(_)")]
    [InlineData("action", "f()")]
    [InlineData("w", "a")]
    [InlineData("ACTION", "f()")]
    [InlineData("W", "a")]
    public void What_can_only_be_set_is_no_fault(string access, string path)
    {
        var created = Right(Some.Create(new() { ParentId = 1, Path = $"{path}?access={access}" }, Book.Reader));
        Assert.Null(created.Fault);
        Assert.False(created.Variable.IsReadable);
        Assert.Equal(path == "a", created.Variable.Seen is not null);
        Assert.Null(created.Variable.Reported);
        Assert.Empty(created.State.Detect(Book.Reader).Changes);
    }

    [Fact]
    public void A_variable_has_a_parent_or_a_value()
    {
        Assert.Equal("it has a parent or a value, not both",
            Book.Error(Some.Create(new() { ParentId = 1, Root = Book.Seen("1") }, Book.Reader)).Reason);
        Assert.Equal("it needs a parent, or as a root a value", Book.Error(Some.Create(new(), Book.Reader)).Reason);
        var rooted = Book.Error(Some.Create(new() { Root = Book.Seen("1"), Path = "a" }, Book.Reader));
        Assert.Equal("a root is what it was given, so it has no path; properties stand behind a question mark", rooted.Reason);
    }

    [Theory]
    [InlineData("x", TrackingFault.Path, "there is no key 'x' (step 1)")]
    [InlineData("a.b.c", TrackingFault.Path, "there is no map for key 'c' (step 3)")]
    [InlineData("n.c", TrackingFault.NilPath, "there is a null before 'c' (step 2)")]
    [InlineData("list.2", TrackingFault.BadIndex, "a list of 2 has no index '2' (step 2)")]
    [InlineData("a.b.0", TrackingFault.BadIndex, "there is no list for index '0' (step 3)")]
    [InlineData("a.f()", TrackingFault.BadCall, "a JSON value has no methods: 'f' (step 2)")]
    public void A_child_that_cannot_be_read_is_there_with_a_fault_until_it_can(
        string path, TrackingFault fault, string reason)
    {
        var created = Right(Some.Create(new() { ParentId = 1, Path = path }, Book.Reader));
        var error = Assert.IsType<TimelineError.Tracking>(created.Fault!.Error);
        Assert.Equal((fault, reason, 2L, path), (error.Fault, error.Reason, error.Variable, error.Path));
        Assert.Null(created.Variable.Seen);
        Assert.Equal([created.Fault], created.State.Detect(Book.Reader).Faults);
        var mended = Right(created.State.SetProperty(2, "path", "a.b")).Detect(Book.Reader);
        Assert.Equal(["Medium 2 value path"], Book.Lines(mended.Changes));
        Assert.Null(mended.Changes[0].Before);
        Assert.Empty(mended.State.Detect(Book.Reader).Faults);
    }

    [Fact]
    public void Nothing_is_read_below_what_was_never_read()
    {
        var state = Some.Child(1, "f()?access=action");
        var created = Right(state.Create(new() { ParentId = 2, Path = "a" }, Book.Reader));
        Assert.Equal("variable 3, 'a': nothing was read of its parent 2, so it has no value", created.Fault!.Error.Message);
    }

    [Fact]
    public void Ids_given_out_go_up_and_meet_no_other()
    {
        var state = Right(Some.Create(new() { Id = 4, ParentId = 1 }, Book.Reader)).State;
        state = Right(state.Create(new() { Id = -3, ParentId = 1 }, Book.Reader)).State;
        Assert.Equal(5, state.NextId);
        state = Right(state.Child(1, "").Destroy(5)).State;
        Assert.Equal(6, state.NextId);
        Assert.Equal(11, state.Reserve(10).NextId);
        Assert.Same(state, state.Reserve(5));
        Assert.Same(state, state.Reserve(-7));
        var full = Right(state.Create(new() { Id = long.MaxValue, ParentId = 1 }, Book.Reader)).State;
        Assert.Equal(0, full.NextId);
        Assert.Equal(TrackingFault.BadId, Book.Error(full.Create(new() { ParentId = 1 }, Book.Reader)).Fault);
        Assert.True(full.Create(new() { Id = -9, ParentId = 1 }, Book.Reader).IsRight);
    }
}
