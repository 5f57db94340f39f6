using Timeline.Changes;
using Timeline.Histories;
using Timeline.Undo;
using Timeline.Values;

namespace Timeline.Tests.Unit.Undo;

public sealed class UndoTreeTests
{
    private static readonly UndoTree<string> One = UndoTree.Start("", By("ann"));

    [Fact]
    public void At_the_first_version_there_is_nothing_to_undo_and_at_the_last_nothing_to_redo()
    {
        Assert.Equal("there is nothing to undo", Left(One.Undo()).Message);
        Assert.Equal("there is nothing to undo", Left(One.UndoGroup()).Message);
        Assert.Equal("there is nothing to redo", Left(One.Redo()).Message);
        Assert.Equal("there is nothing to redo", Left(One.RedoGroup()).Message);
        Assert.False(One.CanUndo || One.CanRedo || One.Next.IsSome);
        Assert.Empty(One.Branches);
    }

    [Fact]
    public void Nobodys_change_is_undone_for_an_actor_who_made_none()
    {
        var tree = One.Do("a", By("ann"));
        var kept = (LanguageExt.Either<TimelineError, string>)"kept";
        var undo = Left(tree.UndoBy("bob", By("bob"), (_, _, _) => kept));
        var redo = Left(tree.RedoBy("ann", By("ann"), (_, _, _) => kept));
        Assert.Equal("there is no change of 'bob' to undo", undo.Message);
        Assert.Equal("there is no undone change of 'ann' to redo", redo.Message);
    }

    [Fact]
    public void The_first_version_is_nobodys_change() =>
        Assert.True(One.UndoBy("ann", By("ann"), (_, _, theirs) => theirs).IsLeft);

    [Fact]
    public void A_number_that_nothing_has_and_a_branch_of_another_place_are_refused()
    {
        var tree = One.Do("a", By("ann")).Do("b", By("ann"));
        Assert.Equal("nothing was done under number 3: the numbers are 0 to 2", Left(tree.MoveTo(3)).Message);
        Assert.Equal("nothing was done under number -1: the numbers are 0 to 2", Left(tree.At(-1)).Message);
        Assert.Equal("1 was not done at 2: redo one of the branches there, or move to it", Left(tree.Redo(1)).Message);
        Assert.IsType<TimelineError.UndoBranchMissing>(Left(tree.Redo(9)));
    }

    [Fact]
    public void Two_actors_and_versions_without_a_label_are_groups_of_their_own()
    {
        var tree = One.Do("a", By("ann", "type")).Do("b", By("ann", "type")).Do("c", By("bob", "type"))
            .Do("d", By("bob")).Do("e", By("bob"));
        List<string> values = [];
        while (tree.CanUndo) values.Add((tree = Right(tree.UndoGroup())).Value);
        Assert.Equal(["d", "c", "b", ""], values);
        Assert.Equal("b", Right(tree.RedoGroup()).Value);
    }

    [Fact]
    public void Versions_of_one_label_with_another_between_them_are_two_groups()
    {
        var tree = One.Do("a", By("ann", "type")).Do("b", By("ann", "paste")).Do("c", By("ann", "type"));
        Assert.Equal("b", Right(tree.UndoGroup()).Value);
        Assert.Equal("b", Right(tree.UndoGroupBy("ann", By("ann"))).Value);
        Assert.Equal("a", Right(Right(tree.UndoGroup()).UndoGroup()).Value);
    }

    [Fact]
    public void A_pause_of_exactly_the_limit_is_within_a_group_and_one_tick_more_is_not()
    {
        var tree = One.Do("a", At(100)).Do("b", At(110)).Do("c", At(121));
        Assert.Equal("b", Right(tree.UndoGroup(TimeSpan.FromTicks(10))).Value);
        Assert.Equal("", Right(Right(tree.Undo()).UndoGroup(TimeSpan.FromTicks(10))).Value);
        Assert.Equal("b", Right(Right(tree.MoveTo(0)).RedoGroup(TimeSpan.FromTicks(10))).Value);
        Assert.Equal("", Right(tree.UndoGroup(TimeSpan.FromTicks(11))).Value);
        Assert.Equal("a", Right(Right(tree.Undo()).UndoGroup(TimeSpan.Zero)).Value);
    }

    private static Stamp At(long ticks) => Stamp.FromTicks(ticks, "ann");

    [Fact]
    public void Half_of_a_group_is_undone_and_then_redone_to_its_end()
    {
        var tree = One.Do("a", By("ann", "type")).Do("b", By("ann", "type")).Do("c", By("ann", "type"));
        var middle = Right(Right(tree.Undo()).Undo());
        Assert.Equal("", Right(middle.UndoGroup()).Value);
        Assert.Equal("c", Right(middle.RedoGroup()).Value);
    }

    [Fact]
    public void A_branch_goes_on_in_the_group_of_the_version_it_leaves()
    {
        var tree = Right(One.Do("a", By("ann", "type")).Do("b", By("ann", "type")).Undo()).Do("c", By("ann", "type"));
        Assert.Equal("", Right(tree.UndoGroup()).Value);
        Assert.Equal("c", Right(Right(tree.UndoGroup()).RedoGroup()).Value);
    }

    [Fact]
    public void Moving_to_where_one_stands_is_the_same_tree() => Assert.Same(One, Right(One.MoveTo(0)));

    [Fact]
    public void An_empty_history_has_no_tree() =>
        Assert.IsType<TimelineError.HistoryEmpty>(Left(UndoTree.From(History<string>.Empty)));

    [Fact]
    public void An_undo_finds_its_list_element_where_others_inserted_before_it()
    {
        var tree = UndoTree.Start(Parsed("""["x","y"]"""), By("ann"))
            .Do(Parsed("""["x","Y","y"]"""), By("ann"))
            .Do(Parsed("""["b","o","b","x","Y","y"]"""), By("bob"));
        Assert.Equal(Parsed("""["b","o","b","x","y"]"""), Right(tree.UndoBy("ann", By("ann"))).Value);
    }

    [Fact]
    public void An_undo_of_what_others_built_on_is_a_conflict()
    {
        var tree = UndoTree.Start(Parsed("{}"), By("ann"))
            .Do(Parsed("""{"a":{}}"""), By("ann"))
            .Do(Parsed("""{"a":{"b":1}}"""), By("bob"));
        var error = Assert.IsType<TimelineError.UndoConflict>(Left(tree.UndoBy("ann", By("ann"))));
        Assert.StartsWith("the change cannot be taken back: '/a", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" was changed again since", error.Message, StringComparison.Ordinal);
        Assert.Contains("and 2 more were", new TimelineError.UndoConflict("/a", 3).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_decides_what_to_take_back_of_what_was_changed_again()
    {
        var tree = UndoTree.Start(Parsed("""{"a":1,"b":1}"""), By("ann"))
            .Do(Parsed("""{"a":2,"b":2}"""), By("ann"))
            .Do(Parsed("""{"a":3,"b":2}"""), By("bob"));
        Assert.Equal(Parsed("""{"a":3,"b":1}"""), Right(tree.UndoBy("ann", By("ann"), MergePolicy.Ours)).Value);
        Assert.Equal(Parsed("""{"a":1,"b":1}"""), Right(tree.UndoBy("ann", By("ann"), MergePolicy.Theirs)).Value);
    }

    [Fact]
    public void A_policy_that_throws_is_an_error_that_names_the_path()
    {
        var tree = UndoTree.Start(Parsed("""{"a":1}"""), By("ann"))
            .Do(Parsed("""{"a":2}"""), By("ann"))
            .Do(Parsed("""{"a":3}"""), By("bob"));
        var policy = MergePolicy.Of(_ => throw new InvalidOperationException("no idea"));
        var error = Assert.IsType<TimelineError.MergePolicyFailed>(Left(tree.UndoBy("ann", By("ann"), policy)));
        Assert.Contains("/a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undo_says_what_it_undid_and_who_undid_it()
    {
        var tree = UndoTree.Start(Parsed("0"), By("ann")).Do(Parsed("1"), By("ann"));
        var undone = Right(tree.UndoBy("ann", By("admin")));
        Assert.Equal(1, Here(undone).Target);
        Assert.Equal(("admin", "undo 1"), (undone.Current.Stamp.Actor, undone.Current.Stamp.Label));
        var redone = Right(undone.RedoBy("ann", By("ann")));
        Assert.Equal((2, "redo 1"), (Here(redone).Target, redone.Current.Stamp.Label));
        Assert.Equal("why", Right(redone.UndoBy("ann", By("ann", "why"))).Current.Stamp.Label);
    }

    private static UndoPlace<T> Here<T>(UndoTree<T> tree) => Right(tree.At(tree.Number));

    private static Stamp By(string actor, string label = "") => Stamp.FromTicks(1, actor, label);

    private static Value Parsed(string text) => Right(Json.Parse(text));
}
