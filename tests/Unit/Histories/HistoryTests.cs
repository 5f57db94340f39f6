using System.Runtime.CompilerServices;
using Timeline.Histories;

namespace Timeline.Tests.Unit.Histories;

public sealed class HistoryTests
{
    private static Stamp At(int minute, string label = "") =>
        new(new DateTimeOffset(2026, 1, 31, 10, minute, 0, TimeSpan.Zero), "ada", label);

    [Fact]
    public void The_default_history_is_empty_and_says_so()
    {
        var history = default(History<string>);
        Assert.True(history.IsEmpty);
        Assert.Equal(0, history.Count);
        Assert.Empty(history.Newest());
        Assert.Empty(history.Oldest());
        Assert.Empty(history.Transitions());
        Assert.Null(history.CommonAncestor(history));
        foreach (var result in new[] { history.At(0), history.AsOf(At(0).Time) })
            Assert.IsType<TimelineError.HistoryEmpty>(result.Match<object>(v => v, e => e));
        Assert.IsType<TimelineError.HistoryEmpty>(history.Reset(At(0)).Match<object>(h => h, e => e));
        Assert.IsType<TimelineError.HistoryEmpty>(history.Rollback(0, At(0)).Match<object>(h => h, e => e));
        Assert.Equal("first", history.Append("first", At(0)).Head!.Value);
    }

    [Theory]
    [InlineData(-1, "there is no version -1: the versions are 0 to 2")]
    [InlineData(3, "there is no version 3: the versions are 0 to 2")]
    public void An_index_outside_is_answered_with_the_range(int index, string message)
    {
        var history = History.Start("a", At(0)).Append("b", At(1)).Append("c", At(2));
        Assert.Equal(message, history.At(index).Match(v => v.Value, e => e.Message));
        Assert.Equal(message, history.Rollback(index, At(3)).Match(h => h.ToString(), e => e.Message));
    }

    [Fact]
    public void A_pruned_index_is_answered_with_its_neighbours()
    {
        var history = History.Start("a", At(0)).Append("b", At(1)).Append("c", At(2)).Append("d", At(3));
        var pruned = new Retention.Latest(1).Prune(history, At(4).Time, [0]).History;
        Assert.Equal(
            "version 1 was pruned: the nearest ones kept are 0 and 3",
            pruned.At(1).Match(v => v.Value, e => e.Message));
    }

    [Fact]
    public void A_time_before_the_first_version_is_answered_with_that_version()
    {
        var error = History.Start("a", At(5)).AsOf(At(4).Time).Match(v => v.Value, e => e.Message);
        Assert.Equal(
            "nothing was recorded as of 2026-01-31T10:04:00.0000000+00:00: "
            + "the first version is of 2026-01-31T10:05:00.0000000+00:00",
            error);
    }

    [Fact]
    public void Rollback_and_reset_are_labelled_unless_they_bring_a_label()
    {
        var history = History.Start("a", At(0)).Append("b", At(1));
        string LabelOf(Stamp stamp) => history.Rollback(1, stamp).Match(h => h.Head!.Stamp.Label, e => e.Message);
        Assert.Equal("rollback to 1", LabelOf(At(2)));
        Assert.Equal("oops", LabelOf(At(2, "oops")));
        Assert.Equal("reset to initial", history.Reset(At(2)).Match(h => h.Head!.Stamp.Label, e => e.Message));
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_take_the_history_with_it()
    {
        var history = History.Start("a", At(5)).Append("b", At(3));
        Assert.Equal(At(5).Time, history.Head!.Stamp.Time);
        Assert.Equal("ada", history.Head.Stamp.Actor);
        Assert.Equal("b", history.AsOf(At(5).Time).Match(v => v.Value, e => e.Message));
    }

    [Fact]
    public void A_merge_has_two_parents_and_is_not_before_either()
    {
        var start = History.Start("a", At(0));
        var (ours, theirs) = (start.Append("b", At(1)), start.Append("c", At(9)));
        var merged = ours.Merge(theirs, "bc", At(2));
        Assert.Same(ours.Head, merged.Head!.Parent);
        Assert.Same(theirs.Head, merged.Head.SecondParent);
        Assert.Equal(At(9).Time, merged.Head.Stamp.Time);
        Assert.Equal(2, merged.Head.Index);
        Assert.Same(theirs.Head, merged.CommonAncestor(theirs));
    }

    [Fact]
    public void A_merge_with_nothing_or_with_itself_is_an_ordinary_version()
    {
        var history = History.Start("a", At(0));
        foreach (var merged in new[] { history.Merge(default, "b", At(1)), history.Merge(history, "b", At(1)) })
        {
            Assert.Null(merged.Head!.SecondParent);
            Assert.Same(history.Head, merged.Head.Parent);
        }

        Assert.Same(history.Head, default(History<string>).Merge(history, "b", At(1)).Head!.Parent);
    }

    [Theory]
    [InlineData(64, "ann", "ann", "same", "same")]
    [InlineData(72, "ann", "ann", "one", "other")]
    [InlineData(80, "ann", "bob", "one", "other")]
    public void An_ordinary_version_of_a_reference_takes_at_most_eighty_bytes(
        int most, string actor, string otherActor, string label, string otherLabel)
    {
        var history = History.Start("a", At(0));
        Stamp[] stamps = [Stamp.FromTicks(1, actor, label), Stamp.FromTicks(1, otherActor, otherLabel)];
        history = Grow(history, stamps);
        var before = GC.GetAllocatedBytesForCurrentThread();
        history = Grow(history, stamps);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0;
        Assert.InRange(bytes, 1, most);
        Assert.Equal(2001, history.Count);
    }

    [Fact]
    public void Whoever_records_twice_in_a_row_has_the_stamp_held_once_from_then_on()
    {
        Stamp[] ann = [Stamp.FromTicks(1, "ann")];
        Stamp[] bob = [Stamp.FromTicks(2, "bob")];
        var history = Grow(History.Start("a", At(0)), ann);
        var before = GC.GetAllocatedBytesForCurrentThread();
        history = Grow(history, bob);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(bytes, 1, (1000 * 64) + 56);
        Assert.Equal("bob", history.Head!.Stamp.Actor);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static History<string> Grow(History<string> history, Stamp[] stamps)
    {
        for (var i = 0; i < 1000; i++) history = history.Append("x", stamps[i % stamps.Length]);
        return history;
    }

    [Fact]
    public void Stamps_are_ordered_by_time_then_actor_then_label_in_step_with_equality()
    {
        Stamp[] ordered =
        [
            default, Stamp.FromTicks(0, "a"), Stamp.FromTicks(0, "a", "x"), Stamp.FromTicks(0, "b"), Stamp.FromTicks(1),
        ];
        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.Equal(default, new Stamp(DateTimeOffset.MinValue));
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.Item1 < pair.Item2));
    }

    [Fact]
    public void A_plan_needs_no_values()
    {
        VersionMark[] marks = [.. Enumerable.Range(10, 5).Select(i => new VersionMark(i, At(i)))];
        var plan = new Retention.Latest(2).Plan(marks, At(20).Time, [11]);
        Assert.Equal([11, 13, 14], plan.Kept);
        Assert.Equal([10, 12], plan.Dropped);
        Assert.Empty(new Retention.Latest(2).Plan([], At(20).Time).Kept);
    }
}
