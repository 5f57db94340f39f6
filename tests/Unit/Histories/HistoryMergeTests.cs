using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Histories;

public sealed class HistoryMergeTests
{
    [Fact]
    public void Changes_on_both_sides_make_a_version_with_two_parents()
    {
        var start = History.Start(Json("""{"a":1,"b":1}"""), At(0));
        var (ours, theirs) = (start.Append(Json("""{"a":2,"b":1}"""), At(1)), start.Append(Json("""{"a":1,"b":3}"""), At(2)));
        var merged = Right(History.Merge(ours, theirs, MergePolicy.Fail, At(3)));
        Assert.Equal("""{"a":2,"b":3}""", merged.Head!.Value.ToString());
        Assert.Same(ours.Head, merged.Head.Parent);
        Assert.Same(theirs.Head, merged.Head.SecondParent);
        Assert.Equal("merge", merged.Head.Stamp.Label);
        Assert.Equal(merged, Right(History.Merge(merged, theirs, MergePolicy.Fail, At(4))));
    }

    [Fact]
    public void Where_one_side_has_all_of_the_other_no_version_is_made()
    {
        var start = History.Start(Json("1"), At(0));
        var longer = start.Append(Json("2"), At(1));
        Assert.Equal(longer, Right(History.Merge(start, longer, MergePolicy.Fail, At(2))));
        Assert.Equal(longer, Right(History.Merge(longer, start, MergePolicy.Fail, At(2))));
        Assert.Equal(longer, Right(History.Merge(longer, default, MergePolicy.Fail, At(2))));
        Assert.Equal(longer, Right(History.Merge(default, longer, MergePolicy.Fail, At(2))));
        Assert.True(Right(History.Merge(default, default, MergePolicy.Fail, At(2))).IsEmpty);
        Assert.Equal(
            MergeOutcome.FastForwarded, Right(History.PreviewMerge(start, longer, MergePolicy.Fail)).Outcome);
    }

    [Fact]
    public void Histories_without_a_common_version_are_not_merged()
    {
        var (one, other) = (History.Start(Json("1"), At(0)), History.Start(Json("1"), At(0)));
        Assert.IsType<TimelineError.HistoriesUnrelated>(Left(History.Merge(one, other, MergePolicy.Ours, At(1))));
    }

    [Fact]
    public void An_open_conflict_makes_no_version_until_it_is_decided()
    {
        var start = History.Start(Json("""{"a":1}"""), At(0));
        var (ours, theirs) = (start.Append(Json("""{"a":2}"""), At(1)), start.Append(Json("""{"a":3}"""), At(2)));
        Assert.Equal(
            new TimelineError.MergeOpen(1, "/a"), Left(History.Merge(ours, theirs, MergePolicy.Fail, At(3))));
        var preview = Right(History.PreviewMerge(ours, theirs, MergePolicy.Fail));
        Assert.Equal(MergeOutcome.Conflicted, preview.Outcome);
        var resolved = preview.Resolve(ValuePath.Root.Append("a"), MergeDecision.Put(Value.Of(4)));
        Assert.Equal(MergeOutcome.Merged, resolved.Outcome);
        Assert.Equal("""{"a":4}""", Right(resolved.Commit(At(3))).Head!.Value.ToString());
        Assert.Equal(MergeOutcome.Conflicted, preview.Outcome);
    }

    [Fact]
    public void A_path_without_a_conflict_is_told_and_nothing_is_committed()
    {
        var start = History.Start(Json("""{"a":1}"""), At(0));
        var (ours, theirs) = (start.Append(Json("""{"a":2}"""), At(1)), start.Append(Json("""{"a":3}"""), At(2)));
        var preview = Right(History.PreviewMerge(ours, theirs, MergePolicy.Fail));
        var mistyped = preview.Resolve("b", MergeDecision.KeepOurs).Resolve("a", MergeDecision.KeepOurs);
        Assert.Equal(new TimelineError.ConflictMissing("/b", "/a"), Left(mistyped.Commit(At(3))));
        Assert.Equal((MergeOutcome.Conflicted, Left(mistyped.Commit(At(3)))), (mistyped.Outcome, mistyped.Error));
        Assert.Equal(2, Right(preview.Resolve("a", MergeDecision.KeepOurs).Commit(At(3))).Count - 1);

        var nothingToDo = Right(History.PreviewMerge(start, theirs, MergePolicy.Fail)).Resolve("a", MergeDecision.KeepOurs);
        Assert.Equal(new TimelineError.ConflictMissing("/a", null), Left(nothingToDo.Commit(At(3))));
        Assert.Equal(MergeOutcome.Conflicted, nothingToDo.Outcome);
        Assert.Same(nothingToDo, nothingToDo.Resolve("c", MergeDecision.KeepOurs));
    }

    [Fact]
    public void A_policy_that_throws_makes_no_version()
    {
        var start = History.Start(Json("1"), At(0));
        var policy = MergePolicy.Of(_ => throw new InvalidOperationException("no"));
        Assert.IsType<TimelineError.MergePolicyFailed>(Left(History.Merge(
            start.Append(Json("2"), At(1)), start.Append(Json("3"), At(1)), policy, At(2))));
    }

    /// <summary>Two sides that each merged the other's first version, and contradicted each other in <c>x</c>.</summary>
    [Theory]
    [InlineData(1, 1, """{"x":1,"y":5,"z":7}""")]
    [InlineData(2, 2, """{"x":2,"y":5,"z":7}""")]
    [InlineData(1, 2, null)]
    public void Sides_that_merged_each_other_crosswise_are_merged_from_both_bases(int ours, int theirs, string? expected)
    {
        var start = History.Start(Json("""{"x":0,"y":0,"z":0}"""), At(0));
        var left = start.Append(Json("""{"x":1,"y":1,"z":0}"""), At(1));
        var right = start.Append(Json("""{"x":2,"y":0,"z":2}"""), At(2));
        var one = left.Merge(right, Json($$"""{"x":{{ours}},"y":1,"z":2}"""), At(3));
        var other = right.Merge(left, Json($$"""{"x":{{theirs}},"y":1,"z":2}"""), At(4));
        Assert.Equal(2, one.MergeBases(other).Length);

        // Both bases are needed: y changed since the left one, and z since the right one.
        one = one.Append(Json($$"""{"x":{{ours}},"y":5,"z":2}"""), At(5));
        other = other.Append(Json($$"""{"x":{{theirs}},"y":1,"z":7}"""), At(6));
        var preview = Right(History.PreviewMerge(one, other, MergePolicy.Fail));
        if (expected is null)
        {
            var conflict = Assert.Single(preview.OpenConflicts);
            Assert.Equal(("/x", "0"), (conflict.Path.ToString(), conflict.Base!.ToString()));
        }
        else
        {
            Assert.Equal(expected, Right(preview.Commit(At(7))).Head!.Value.ToString());
        }
    }

    [Fact]
    public void A_function_merges_values_of_any_type_from_both_bases()
    {
        var start = History.Start(10, At(0));
        var (left, right) = (start.Append(11, At(1)), start.Append(13, At(2)));
        var (one, other) = (left.Merge(right, 14, At(3)).Append(15, At(5)), right.Merge(left, 14, At(4)).Append(17, At(6)));
        var merged = Right(History.Merge(one, other, (from, ours, theirs) => ours + theirs - from, At(7)));
        Assert.Equal(15 + 17 - (11 + 13 - 10), merged.Head!.Value);
    }

    /// <summary>
    /// So many that work which doubles with each crossing would not end, and recursion would leave the stack.
    /// </summary>
    [Fact]
    public void Crossings_upon_crossings_are_merged()
    {
        const int Levels = 3000;
        var start = History.Start(Counts(0, 0, 0), At(0));
        var (one, two, three) = (
            start.Append(Counts(1, 0, 0), At(1)), start.Append(Counts(0, 1, 0), At(1)), start.Append(Counts(0, 0, 1), At(1)));
        for (var i = 2; i <= Levels; i++)
        {
            var (before, at) = (i - 1, At(i));
            (one, two, three) = (
                one.Merge(two, Counts(before, before, before - 1), at).Merge(three, Counts(before, before, before), at)
                    .Append(Counts(i, before, before), at),
                two.Merge(three, Counts(before - 1, before, before), at).Merge(one, Counts(before, before, before), at)
                    .Append(Counts(before, i, before), at),
                three.Merge(one, Counts(before, before - 1, before), at).Merge(two, Counts(before, before, before), at)
                    .Append(Counts(before, before, i), at));
        }

        Assert.Equal(3, one.MergeBases(two).Length);
        var both = Right(History.Merge(one, two, MergePolicy.Fail, At(Levels)));
        var all = Right(History.Merge(both, three, MergePolicy.Fail, At(Levels)));
        Assert.Equal(Counts(Levels, Levels, Levels), all.Head!.Value);

        static Value Counts(int x, int y, int z) => Value.Map.Empty
            .Set("x", Value.Of(x)).Set("y", Value.Of(y)).Set("z", Value.Of(z));
    }

    [Fact]
    public void The_last_writer_counts_place_by_place()
    {
        var start = History.Start(Json("""{"a":0,"b":0,"c":0}"""), At(0));
        var ours = start.Append(Json("""{"a":1,"b":0,"c":0}"""), At(1)).Append(Json("""{"a":1,"b":1,"c":0}"""), At(9));
        var theirs = start.Append(Json("""{"a":2,"b":0,"c":0}"""), At(3)).Append(Json("""{"a":2,"b":2,"c":0}"""), At(5));
        var merged = Right(History.Merge(ours, theirs, History.LastWriter(ours, theirs), At(10)));
        Assert.Equal("""{"a":2,"b":1,"c":0}""", merged.Head!.Value.ToString());
        var byHead = MergePolicy.LastWriter(ours.Head!.Stamp, theirs.Head!.Stamp);
        Assert.Equal(
            """{"a":1,"b":1,"c":0}""", Right(History.Merge(ours, theirs, byHead, At(10))).Head!.Value.ToString());
    }

    [Fact]
    public void What_was_merged_in_was_written_by_who_wrote_it_and_not_by_who_merged_it()
    {
        var start = History.Start(Json("""{"a":0,"b":0}"""), At(0));
        var (one, two) = (start.Append(Json("""{"a":1,"b":0}"""), At(1)), start.Append(Json("""{"a":0,"b":5}"""), At(2)));
        var ours = two.Merge(one, Json("""{"a":1,"b":5}"""), At(9));
        var theirs = start.Append(Json("""{"a":2,"b":0}"""), At(4));
        var merged = Right(History.Merge(ours, theirs, History.LastWriter(ours, theirs), At(10)));
        Assert.Equal("""{"a":2,"b":5}""", merged.Head!.Value.ToString());
    }

    private static Stamp At(long ticks) => Stamp.FromTicks(ticks, "somebody");
}
