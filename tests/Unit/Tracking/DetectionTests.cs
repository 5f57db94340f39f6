using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.Tracking;

public sealed class DetectionTests
{
    private const int Many = 10_000;

    [Fact]
    public void A_variable_whose_value_changed_is_reported_once()
    {
        var state = Book.Of("""{"a":1,"b":2}""", "a", "b");
        var found = state.SetRoot("""{"a":1,"b":3}""").Detect(Book.Reader);
        Assert.Equal(["Medium 1 value", "Medium 3 value"], Book.Lines(found.Changes));
        Assert.Equal(("2", "3"), ($"{found.Changes[1].Before!.ToJson()}", $"{found.Changes[1].After!.ToJson()}"));
        Assert.Equal("""[{"op":"replace","path":"/b","value":3}]""", Right(found.Changes[0].Difference().Map(it => $"{it.ToJsonPatch()}")));
        var again = found.State.Detect(Book.Reader);
        Assert.Same(found.State, again.State);
        Assert.True(again.IsQuiet);
        Assert.Same(again, found.State.Detect(Book.Reader));
    }

    [Fact]
    public void Changes_come_by_priority_then_id_and_one_variable_has_one_of_each()
    {
        var state = Book.Of("""{"a":1,"b":2}""", "a?priority=low", "b?priority=high");
        state = Right(state.SetProperty(2, "z:low", "1"));
        state = Right(state.SetProperty(2, "B:low", "1"));
        state = Right(state.SetProperty(2, "hint:high", "1"));
        state = Right(state.SetProperty(3, "hint", "1"));
        Assert.Equal(
            ["High 2 hint", "High 3 value", "Medium 1 value", "Medium 3 hint", "Low 2 value B,z"],
            Book.Lines(state.SetRoot("""{"a":2,"b":3}""").Detect(Book.Reader).Changes));
    }

    [Fact]
    public void What_is_marked_and_was_not_looked_at_since_it_was_set_tells_what_was_set_once()
    {
        var state = Right(Book.Of("""{"a":1}""", "a").SetActive(2, false));
        state = Right(Right(state.Assign(2, Book.Seen("5"))).MarkAll(2));
        var found = state.Detect(Book.Reader);
        var change = Assert.Single(found.Changes);
        Assert.Equal(("1", "1"), ($"{change.Before!.ToJson()}", $"{change.After!.ToJson()}"));
        Assert.Equal(TrackerView.Of(found.State), TrackerView.Of(state).With(found));
        found = Right(found.State.SetActive(2, true)).SetRoot("""{"a":5}""").Detect(Book.Reader);
        Assert.Equal(("1", "5"), ($"{found.Changes[1].Before!.ToJson()}", $"{found.Changes[1].After!.ToJson()}"));
    }

    [Fact]
    public void What_is_inactive_is_left_alone_with_all_below_and_tells_the_whole_difference_once_when_it_is_active_again()
    {
        var state = Book.Of("""{"a":{"b":1}}""", "a").Child(2, "b").Detect(Book.Reader).State;
        state = Right(state.SetActive(2, false)).SetRoot("""{"a":{"b":2}}""").Detect(Book.Reader).State;
        state = state.SetRoot("""{"a":{"b":3}}""").Detect(Book.Reader).State;
        Assert.Equal("1", $"{state.Get(3).Seen!.ToJson()}");
        var found = Right(state.SetActive(2, true)).Detect(Book.Reader);
        Assert.Equal(["Medium 2 value", "Medium 3 value"], Book.Lines(found.Changes));
        Assert.Equal(("1", "3"), ($"{found.Changes[1].Before!.ToJson()}", $"{found.Changes[1].After!.ToJson()}"));
        Assert.True(found.State.Detect(Book.Reader).IsQuiet);
    }

    [Fact]
    public void What_cannot_be_read_any_more_keeps_what_it_was_and_so_do_those_below()
    {
        var state = Book.Of("""{"a":{"b":1}}""", "a").Child(2, "b").Detect(Book.Reader).State;
        var found = state.SetRoot("[]").Detect(Book.Reader);
        Assert.Equal([2L], found.Faults.Select(fault => fault.VariableId));
        Assert.Equal(["Medium 1 value"], Book.Lines(found.Changes));
        Assert.Equal("""{"b":1}""", Json.ToText(found.State.Get(2).Reported!.ToJson()));
        Assert.True(found.State.SetRoot("""{"a":{"b":1}}""").Detect(Book.Reader) is { Faults.Count: 0, Changes.Count: 1 });
    }

    [Fact]
    public void What_was_set_is_told_unless_it_is_not_to_be()
    {
        var state = Book.Of("1");
        Assert.Equal(["Medium 1 value"], Book.Lines(state.SetRoot("2").Detect(Book.Reader).Changes));
        Assert.Empty(state.SetRoot("2").SetRoot("1").Detect(Book.Reader).Changes);
        var silent = Right(state.Assign(1, Book.Seen("2"), report: false)).Detect(Book.Reader);
        Assert.Empty(silent.Changes);
        Assert.Equal([1L], silent.Unreported);
        Assert.False(silent.IsQuiet);
    }

    [Fact]
    public void What_is_marked_is_told_with_every_property()
    {
        var state = Book.Of("""{"a":1}""", "a?hint:low=x&label=y");
        var found = Right(state.MarkAll(2)).Detect(Book.Reader);
        Assert.Equal(["Medium 2 value label", "Low 2 hint"], Book.Lines(found.Changes));
        Assert.Empty(Right(found.Changes[0].Difference()).Changes);
        Assert.True(found.State.Detect(Book.Reader).IsQuiet);
    }

    [Fact]
    public void Destroying_takes_all_that_lies_below()
    {
        var state = Book.Of("""{"a":{"b":1}}""", "a", "").Child(2, "b").Child(4, "").Detect(Book.Reader).State;
        var destroyed = Right(Right(state.SetProperty(4, "label", "x")).Destroy(2));
        Assert.Equal([2L, 4L, 5L], destroyed.Ids);
        Assert.Equal([3L], destroyed.State.Children(1));
        Assert.Equal([1L, 3L], destroyed.State.Variables.Select(it => it.Id).Order());
        var found = destroyed.State.Detect(Book.Reader);
        Assert.Equal([2L, 4L, 5L], found.Destroyed);
        Assert.Empty(found.Changes);
        var passing = Right(state.Child(1, "a").Destroy(6)).State.Detect(Book.Reader);
        Assert.True(passing.IsQuiet);
    }

    [Fact]
    public void Ids_of_objects_that_were_seen_are_not_given_out()
    {
        var state = Right(TrackerState.Empty.Create(new() { Root = new Thing(7) }, new Looker())).State;
        Assert.Equal(8, state.NextId);
        state = Right(state.Create(new() { ParentId = 1 }, new Looker { Next = new Thing(20) })).State;
        Assert.Equal(21, state.NextId);
        Assert.Equal(31, state.Detect(new Looker { Next = new Thing(30) }).State.NextId);
        Assert.Equal(41, Right(state.Assign(1, new Thing(40))).NextId);
    }

    [Fact]
    public void Below_a_firm_capture_nothing_is_looked_at_but_what_was_touched_and_what_calls()
    {
        var looker = new Looker { Next = new Thing(0, isFirm: true) };
        var state = Right(TrackerState.Empty.Create(new() { Root = looker.Next }, looker)).State;
        for (var i = 0; i < 100; i++) state = Right(state.Create(new() { ParentId = 1 + i / 10, Path = "a" }, looker)).State;
        looker.Next = null;
        state = state.Detect(looker).State;
        Assert.Equal(1, looker.LooksAt(state));
        Assert.Equal(1, looker.LooksAt(Right(state.SetActive(100, false))));
        var touched = Right(state.SetProperty(100, "label", "x"));
        Assert.InRange(looker.LooksAt(touched), 3, 40);
        Assert.Equal(1, looker.LooksAt(touched.Detect(looker).State));
        var called = Right(state.SetProperty(2, "path", "f()")).Detect(looker).State;
        Assert.Equal(11, looker.LooksAt(called));
    }

    [Fact]
    public void Below_a_firm_capture_what_is_not_read_again_may_hold_what_changes()
    {
        var looker = new Looker { Next = new Thing(0, isFirm: true) };
        var state = Right(TrackerState.Empty.Create(new() { Root = looker.Next }, looker)).State;
        state = Right(state.Create(new() { ParentId = 1, Path = "a?access=w" }, looker)).State;
        state = Right(state.Create(new() { ParentId = 2, Path = "a" }, looker)).State;
        looker.Next = null;
        Assert.Equal(1, looker.LooksAt(state.Detect(looker).State));
        state = Right(state.Assign(2, new Thing(0))).Detect(looker).State.Detect(looker).State;
        Assert.Equal(2, looker.LooksAt(state));
        state = Right(state.Destroy(3)).State.Detect(looker).State;
        Assert.Equal(1, looker.LooksAt(state));
        looker.Next = new Thing(0);
        state = Right(state.Create(new() { ParentId = 2, Path = "a" }, looker)).State;
        looker.Next = null;
        Assert.Equal(2, looker.LooksAt(state.Detect(looker).State));
    }

    [Fact]
    public void Nothing_is_allocated_where_nothing_changed()
    {
        var looker = new Looker { Next = new Thing(0) };
        var state = Right(TrackerState.Empty.Create(new() { Root = looker.Next }, looker)).State;
        for (var i = 1; i < 1000; i++) state = Right(state.Create(new() { ParentId = 1 + i / 10, Path = "a" }, looker)).State;
        looker.Next = null;
        state = state.Detect(looker).State;
        for (var i = 0; i < 3; i++) Assert.Same(state, state.Detect(looker).State);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = state.Detect(looker);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Same(state, found.State);
    }

    [Fact]
    public void A_change_among_many_allocates_little()
    {
        var looker = new Looker { Next = new Thing(0) };
        var state = Right(TrackerState.Empty.Create(new() { Root = looker.Next }, looker)).State;
        for (var i = 1; i < Many; i++) state = Right(state.Create(new() { ParentId = 1, Path = "a" }, looker)).State;
        looker.Next = null;
        state = state.Detect(looker).State;
        looker.At = 500;
        looker.Other = new Thing(1);
        state = state.Detect(looker).State;
        looker.Other = new Thing(2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Single(state.Detect(looker).Changes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 8_000);
    }

    [Fact]
    public void Variables_may_lie_far_below_one_another()
    {
        var looker = new Looker { Next = new Thing(0) };
        var state = Right(TrackerState.Empty.Create(new() { Root = looker.Next }, looker)).State;
        for (var i = 1; i < Many; i++) state = Right(state.Create(new() { ParentId = i }, looker)).State;
        looker.Next = new Thing(1);
        Assert.Equal(Many, state.Detect(looker).Changes.Count);
        Assert.Equal(Many, Right(state.Destroy(1)).Ids.Count);
    }

    private sealed class Thing(long id, bool isFirm = false) : Seen
    {
        public override object? Target => this;

        public override bool IsFirm => isFirm;

        public override long HighestId => id;

        public override Value ToJson() => Value.Of(id);
    }

    /// <summary>Gives what it is told to, else what was there last, and counts.</summary>
    private sealed class Looker : IVariableReader
    {
        private int _looks;

        public Seen? Next { get; set; }

        public long At { get; set; }

        public Seen? Other { get; set; }

        public Reading Read(TrackedVariable variable, Seen? parent, Seen? last)
        {
            _looks++;
            return Reading.Of((variable.Id == At ? Other : null) ?? Next ?? last!);
        }

        public int LooksAt(TrackerState state)
        {
            _looks = 0;
            _ = state.Detect(this);
            return _looks;
        }
    }
}
