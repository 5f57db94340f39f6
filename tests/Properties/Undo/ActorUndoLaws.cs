using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;
using Timeline.Undo;
using Timeline.Values;

namespace Timeline.Tests.Properties.Undo;

public sealed class ActorUndoLaws
{
    private static readonly Stamp Undoing = Stamp.FromTicks(1_000_000, "editor");

    /// <summary>Who (0 to 2) sets which of five keys to what.</summary>
    private static Arbitrary<(int Actor, int Key, int Value)[]> Edits { get; } = (
        from actor in Gen.Choose(0, 2)
        from key in Gen.Choose(0, 4)
        from value in Gen.Choose(0, 9)
        select (actor, key, value)).ArrayOf().ToArbitrary();

    [Fact]
    public void Undoing_the_only_change_of_an_actor_with_nobody_elses_after_it_is_plain_undo_in_value() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Done(edits.Where(it => it.Actor != 0)).Do(Value.Of("all new"), By(0));
            var undone = Right(tree.UndoBy(Name(0), Undoing));
            Assert.Equal(Right(tree.Undo()).Value, undone.Value);
            Assert.Equal(tree.Number, Target(undone));
            Assert.Equal(FormattableString.Invariant($"undo {tree.Number}"), undone.Current.Stamp.Label);
            Assert.Same(tree.Current, undone.Current.Parent);
        });

    [Fact]
    public void What_others_did_in_other_places_stays_and_the_place_is_as_before() =>
        Law.Holds(Edits, edits =>
        {
            var before = Done(edits.Where(it => it.Actor != 0));
            var mine = before.Do(Set(before.Value, "mine", 7), By(0));
            var tree = edits.Where(it => it.Actor != 0).Aggregate(mine, Do);
            var undone = Right(tree.UndoBy(Name(0), Undoing));
            Assert.Equal(((Value.Map)tree.Value).Remove("mine"), undone.Value);
        });

    [Fact]
    public void Undoing_all_changes_of_an_actor_and_redoing_them_gives_back_the_value() =>
        Law.Holds(Edits, edits =>
        {
            // Everybody writes keys of their own, so that nothing is in the way.
            var apart = edits.Select(edit => (edit.Actor, (edit.Actor * 10) + edit.Key, edit.Value)).ToArray();
            var tree = Done(apart);
            var changes = edits.Count(edit => edit.Actor == 0);
            var undone = tree;
            for (var i = 0; i < changes; i++) undone = Right(undone.UndoBy(Name(0), Undoing));
            Assert.True(undone.UndoBy(Name(0), Undoing).IsLeft);
            Assert.Equal(Done(apart.Where(edit => edit.Actor != 0)).Value, undone.Value);
            for (var i = 0; i < changes; i++) undone = Right(undone.RedoBy(Name(0), Undoing));
            Assert.True(undone.RedoBy(Name(0), Undoing).IsLeft);
            Assert.Equal(tree.Value, undone.Value);
            Assert.Equal(tree.Count + changes + changes, undone.Count);
        });

    [Fact]
    public void An_undo_or_redo_takes_back_what_a_naive_search_of_the_whole_line_finds() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Empty;
            foreach (var edit in edits)
            {
                var actor = Name(edit.Actor);
                var moved = edit.Value switch
                {
                    < 3 => tree.UndoBy(actor, Undoing, Anyhow),
                    < 5 => tree.RedoBy(actor, Undoing, Anyhow),
                    5 => tree.Undo(),
                    _ => Do(tree, edit),
                };
                if (edit.Value < 5) Assert.Equal(Naive(tree, actor, edit.Value < 3), moved.Match(Target, _ => -1));
                tree = moved.IfLeft(tree);
            }
        });

    [Fact]
    public void A_conflict_names_the_place_and_leaves_the_tree() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Done(edits);
            tree = tree.Do(Set(tree.Value, "disputed", 1), By(0));
            tree = tree.Do(Set(tree.Value, "disputed", 2), By(1));
            var error = Assert.IsType<TimelineError.UndoConflict>(
                Left(tree.UndoBy(Name(0), Undoing)));
            Assert.Equal(("/disputed", 1), (error.Path, error.Count));
            var first = Right(tree.UndoBy(Name(1), Undoing));
            Assert.Equal(Value.Of(1), ((Value.Map)first.Value)["disputed"]);
            Assert.False(((Value.Map)Right(first.UndoBy(Name(0), Undoing)).Value).ContainsKey("disputed"));
        });

    private static UndoTree<Value> Empty { get; } = UndoTree.Start<Value>(Value.Map.Empty, Stamp.FromTicks(0));

    /// <summary>
    /// The rule read from the start: an undo or redo swaps whether its change stands; undo takes the newest change that
    /// stands, redo the newest undo that stands if no change of the actor's is newer.
    /// </summary>
    private static int Naive(UndoTree<Value> tree, string actor, bool isUndo)
    {
        var places = tree.Places.ToDictionary(it => it.Number);
        List<UndoPlace<Value>> line = [];
        for (int? number = tree.Number; number is { } known; number = places[known].Parent)
            line.Insert(0, places[known]);
        List<int> changes = [];
        List<int> undos = [];
        foreach (var place in line.Skip(1))
        {
            if (place.Target is not { } target)
            {
                if (place.Version.Stamp.Actor != actor) continue;
                changes.Add(place.Number);
                undos.Clear();
            }
            else if (places[target].Target is { } change)
            {
                if (!undos.Remove(target)) continue;
                changes.Add(change);
                changes.Sort();
            }
            else if (changes.Remove(target))
            {
                undos.Add(place.Number);
            }
        }

        return (isUndo ? changes : undos).DefaultIfEmpty(-1).Last();
    }

    private static LanguageExt.Either<TimelineError, Value> Anyhow(Value before, Value ours, Value theirs) => ours;

    private static UndoTree<Value> Done(IEnumerable<(int Actor, int Key, int Value)> edits) =>
        edits.Aggregate(Empty, Do);

    private static UndoTree<Value> Do(UndoTree<Value> tree, (int Actor, int Key, int Value) edit) =>
        tree.Do(Set(tree.Value, FormattableString.Invariant($"k{edit.Key}"), edit.Value), By(edit.Actor));

    private static Value.Map Set(Value value, string key, int number) => ((Value.Map)value).Set(key, Value.Of(number));

    private static string Name(int actor) => ((string[])["ann", "bob", "cyd"])[actor];

    private static Stamp By(int actor) => Stamp.FromTicks(1, Name(actor));

    private static int Target(UndoTree<Value> tree) => Right(tree.At(tree.Number)).Target!.Value;
}
