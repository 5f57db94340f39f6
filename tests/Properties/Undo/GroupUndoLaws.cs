using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;
using Timeline.Undo;

namespace Timeline.Tests.Properties.Undo;

/// <summary>Undo of a program's own objects, change by change and group by group.</summary>
public sealed class GroupUndoLaws
{
    private static readonly TimeSpan Pause = TimeSpan.FromTicks(10);

    private static readonly Stamp Undoing = Stamp.FromTicks(1_000_000, "editor");

    /// <summary>Who (0 or 1) with which label (0 for none), how long after the one before.</summary>
    private static Arbitrary<(int Actor, int Label, int Wait)[]> Edits { get; } = (
        from actor in Gen.Choose(0, 1)
        from label in Gen.Choose(0, 2)
        from wait in Gen.Choose(0, 20)
        select (actor, label, wait)).ArrayOf().ToArbitrary();

    [Fact]
    public void Undoing_an_actors_group_is_undoing_its_changes_one_by_one_whatever_others_did_in_between() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Done(edits);
            var left = edits.Select((edit, at) => (edit, Number: at + 1)).ToList();
            while (left.FindLastIndex(it => it.edit.Actor == 0) is var last and >= 0)
            {
                var label = left[last].edit.Label;
                var one = tree;
                do
                {
                    left.RemoveAt(last);
                    one = Right(one.UndoBy("ann", Undoing));
                    last = left.FindLastIndex(it => it.edit.Actor == 0);
                }
                while (label != 0 && last >= 0 && left[last].edit.Label == label);

                tree = Right(tree.UndoGroupBy("ann", Undoing));
                Assert.Equal(one.Value, tree.Value);
                Assert.Equal(one.Count, tree.Count);
                Assert.Equal(left.Select(it => it.Number), tree.Value.Done.Order());
            }

            Assert.True(tree.UndoGroupBy("ann", Undoing).IsLeft);
        });

    [Fact]
    public void Redoing_all_groups_of_an_actor_gives_back_what_was_done() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Done(edits);
            List<ImmutableSortedSet<int>> steps = [tree.Value.Done];
            var moved = tree;
            while (moved.UndoGroupBy("ann", Undoing) is { IsRight: true } undone)
                steps.Add((moved = (UndoTree<Work>)undone).Value.Done);
            while (moved.RedoGroupBy("ann", Undoing) is { IsRight: true } redone)
            {
                steps.RemoveAt(steps.Count - 1);
                moved = (UndoTree<Work>)redone;
                Assert.Equal(steps[^1], moved.Value.Done);
            }

            Assert.Single(steps);
        });

    [Fact]
    public void Undoing_a_group_by_pauses_is_undoing_its_versions_one_by_one_and_redo_stands_where_one_stood() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Done(edits);
            while (tree.CanUndo)
            {
                var one = Right(tree.Undo());
                for (var at = tree.Number - 1; at > 0 && Belongs(edits[at - 1], edits[at]); at--) one = Right(one.Undo());
                var undone = Right(tree.UndoGroup(Pause));
                Assert.Same(one.Current, undone.Current);
                Assert.Same(tree.Current, Right(undone.RedoGroup(Pause)).Current);
                tree = undone;
            }

            Assert.True(tree.UndoGroup(Pause).IsLeft);
            Assert.Equal(edits.Length == 0, tree.RedoGroup(Pause).IsLeft);
        });

    [Fact]
    public void A_group_in_which_one_change_cannot_be_undone_stays_as_it_is() =>
        Law.Holds(Edits, edits =>
        {
            var start = Done(edits);
            var tree = start
                .Do(start.Value with { Title = "disputed" }, By((0, 1, 0), 900))
                .Do(start.Value with { Title = "disputed", Done = start.Value.Done.Add(-1) }, By((0, 1, 0), 901));
            tree = tree.Do(tree.Value with { Title = "changed again" }, By((1, 0, 0), 902));
            var error = Assert.IsType<TimelineError.UndoConflict>(
                Left(tree.UndoGroupBy("ann", Undoing)));
            Assert.Equal("/Title", error.Path);
        });

    private static bool Belongs((int Actor, int Label, int Wait) before, (int Actor, int Label, int Wait) edit) =>
        before.Actor == edit.Actor && before.Label == edit.Label && edit.Wait <= Pause.Ticks;

    /// <summary>Each change adds its number to a set, so that each can be taken back whatever else was done.</summary>
    private static UndoTree<Work> Done((int Actor, int Label, int Wait)[] edits)
    {
        var tree = UndoTree.Start(new Work("", []), Stamp.FromTicks(0));
        var time = 0;
        foreach (var edit in edits)
        {
            time += edit.Wait;
            tree = tree.Do(tree.Value with { Done = tree.Value.Done.Add(tree.Count) }, By(edit, time));
        }

        return tree;
    }

    private static Stamp By((int Actor, int Label, int Wait) edit, int time) => Stamp.FromTicks(
        time, edit.Actor == 0 ? "ann" : "bob", edit.Label == 0 ? "" : FormattableString.Invariant($"label {edit.Label}"));

    private sealed record Work(string Title, ImmutableSortedSet<int> Done)
    {
        public bool Equals(Work? other) => other is not null && Title == other.Title && Done.SetEquals(other.Done);

        public override int GetHashCode() => HashCode.Combine(Title, Done.Count);
    }
}
