using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

public sealed class PersistentListDiffTests
{
    /// <summary>At a place: set (0), insert (1), remove (2), or move a run of elements to the front (3).</summary>
    public sealed record Change(int Kind, int At, int Value);

    public sealed record Sides(PersistentList<int> Before, PersistentList<int> Ours, PersistentList<int> Theirs);

    private static readonly Gen<Change[]> Changes =
        from count in Gen.Elements(0, 1, 3, 20)
        from changes in (from kind in Gen.Frequency((5, Gen.Choose(0, 2)), (1, Gen.Constant(3)))
                         from at in Gen.Choose(0, 1_000_000)
                         from value in Gen.Choose(0, 3)
                         select new Change(kind, at, value)).ArrayOf(count)
        select changes;

    private static readonly Arbitrary<Sides> AnySides = Arb.From(
        from count in Gen.Elements(0, 1, 20, 33, 300, 3000)
        from distinct in Gen.Elements(true, false)
        from ours in Changes
        from theirs in Changes
        let before = PersistentList<int>.From(Enumerable.Range(0, count).Select(i => distinct ? i : i % 3))
        select new Sides(before, Edited(before, ours), Edited(before, theirs)));

    [Fact]
    public void Applying_the_difference_gives_the_later_list() => Law.Holds(AnySides, sides =>
    {
        var (_, before, after) = sides;
        Follows(before, after, before.Diff(after));
        Follows(after, before, after.Diff(before));
        var unshared = PersistentList<int>.From(after.Where(_ => true));
        Follows(before, unshared, before.Diff(unshared));
        Assert.Empty(after.Diff(unshared));
        Assert.Empty(after.Diff(after));
    }, cases: 100);

    [Fact]
    public void Taking_a_list_apart_and_together_again_changes_nothing() => Law.Holds(
        Arb.From(from count in Gen.Choose(1, 60_000)
                 from places in Gen.Choose(0, count).ArrayOf(4)
                 select (Count: count, Places: places)),
        cut =>
        {
            var list = PersistentList<int>.From(Enumerable.Range(0, cut.Count));
            var again = cut.Places.Aggregate(list, (sum, at) => sum.Take(at).Concat(sum.Skip(at)));
            again.Validate();
            Assert.Equal(list, again);
            Assert.Empty(list.Diff(again));
            Assert.Empty(again.Diff(list));
            var at = cut.Places[0];
            Assert.Single(list.Diff(again.InsertAt(at, -1)));
            Assert.Single(again.Diff(list.InsertAt(at, -1)));
        }, cases: 60);

    [Fact]
    public void A_single_edit_is_found_as_it_is() => Law.Holds(AnySides, sides =>
    {
        var list = sides.Ours;
        for (var at = 0; at < list.Count; at += 1 + list.Count / 20)
        {
            Assert.Equal(new ListEdit<int>(at, [list[at]], at, [-1]), Assert.Single(list.Diff(list.SetAt(at, -1))));
            Assert.Equal(new ListEdit<int>(at, [], at, [-1]), Assert.Single(list.Diff(list.InsertAt(at, -1))));
            var removed = Assert.Single(list.Diff(list.RemoveAt(at)));
            Assert.Equal((1, 0), (removed.Removed.Count, removed.Inserted.Count));
        }
    });

    [Fact]
    public void An_unchanged_side_yields_to_the_other_and_equal_sides_are_the_result() => Law.Holds(AnySides, sides =>
    {
        var (before, ours, theirs) = sides;
        Assert.Same(ours, Merged(before, ours, before));
        Assert.Same(theirs, Merged(before, before, theirs));
        Assert.Same(ours, Merged(before, ours, ours));
        Assert.Equal(ours, Merged(before, ours, PersistentList<int>.From(ours.Where(_ => true))));
    });

    [Fact]
    public void Swapping_the_sides_of_a_merge_swaps_its_conflicts() => Law.Holds(AnySides, sides =>
    {
        var (before, ours, theirs) = sides;
        var one = PersistentList<int>.Merge(before, ours, theirs);
        var other = PersistentList<int>.Merge(before, theirs, ours);
        Assert.Equal(one.IsRight, other.IsRight);
        one.Match(
            Right: merged =>
            {
                merged.Validate();
                Assert.Equal(merged, Merged(before, theirs, ours));
                return 0;
            },
            Left: conflicts =>
            {
                Assert.NotEmpty(conflicts);
                var swapped = conflicts.Select(conflict => conflict with { Ours = conflict.Theirs, Theirs = conflict.Ours });
                Assert.Equal(swapped, other.Match(Right: _ => [], Left: found => found));
                Assert.Equal(
                    PersistentList<int>.Merge(before, ours, theirs, conflict => conflict.Ours),
                    PersistentList<int>.Merge(before, theirs, ours, conflict => conflict.Theirs));
                return 0;
            });
    });

    [Fact]
    public void Edits_in_different_places_never_meet() => Law.Holds(AnySides, sides =>
    {
        var (before, ours, theirs) = sides;
        var half = before.Count / 2;
        var left = before.Apply(before.Diff(ours).Where(edit => edit.BeforeEnd < half));
        var right = before.Apply(before.Diff(theirs).Where(edit => edit.BeforeStart >= half));
        var both = before.Apply(before.Diff(left).Concat(before.Diff(right)));
        Assert.Equal(both, Merged(before, left, right));
    });

    private static PersistentList<int> Merged(
        PersistentList<int> before, PersistentList<int> ours, PersistentList<int> theirs) =>
        PersistentList<int>.Merge(before, ours, theirs).Match(
            Right: merged => merged,
            Left: conflicts => throw new InvalidOperationException($"A conflict at {conflicts[0].BeforeStart}."));

    private static void Follows(PersistentList<int> before, PersistentList<int> after, IReadOnlyList<ListEdit<int>> edits)
    {
        var end = -1;
        foreach (var edit in edits)
        {
            Assert.True(edit.BeforeStart > end, "edits are in order and do not touch");
            Assert.False(edit.Removed.IsEmpty && edit.Inserted.IsEmpty);
            Assert.Equal(edit.Removed, before.Slice(edit.BeforeStart, edit.Removed.Count));
            Assert.Equal(edit.Inserted, after.Slice(edit.AfterStart, edit.Inserted.Count));
            end = edit.BeforeEnd;
        }
        var applied = before.Apply(edits);
        applied.Validate();
        Assert.Equal(after, applied);
    }

    private static PersistentList<int> Edited(PersistentList<int> list, Change[] changes) =>
        changes.Aggregate(list, (sum, change) => Edited(sum, change, change.At % (sum.Count + 1)));

    private static PersistentList<int> Edited(PersistentList<int> list, Change change, int at) => change.Kind switch
    {
        0 when at < list.Count => list.SetAt(at, change.Value),
        2 when at < list.Count => list.RemoveAt(at),
        3 => list.Skip(at).Concat(list.Take(at)),
        _ => list.InsertAt(at, change.Value),
    };
}
