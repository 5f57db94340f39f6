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
    public void In_whatever_order_actors_do_undo_and_redo_the_value_is_what_the_changes_that_stand_make() =>
        Law.Holds(Edits, edits =>
        {
            var tree = Empty;
            var lines = Enumerable.Range(0, 3).Select(_ => (Done: new Stack<Edit>(), Undone: new Stack<Edit>())).ToArray();
            foreach (var (actor, key, value) in edits)
            {
                var (done, undone) = lines[actor];
                var edit = new Edit($"{Name(actor)} {key}", value);
                switch (value)
                {
                    case < 3:
                        Assert.Equal(done.Count > 0, Moved(tree.UndoBy(Name(actor), Undoing)));
                        if (done.TryPop(out var last)) undone.Push(last);
                        break;
                    case < 5:
                        Assert.Equal(undone.Count > 0, Moved(tree.RedoBy(Name(actor), Undoing)));
                        if (undone.TryPop(out var next)) done.Push(next);
                        break;
                    default:
                        tree = tree.Do(Set(tree.Value, edit.Key, edit.Value), By(actor));
                        done.Push(edit);
                        undone.Clear();
                        break;
                }

                Assert.Equal(Standing(lines.SelectMany(line => line.Done.Reverse())), tree.Value);
            }

            bool Moved(LanguageExt.Either<TimelineError, UndoTree<Value>> moved)
            {
                tree = moved.IfLeft(tree);
                return moved.IsRight;
            }
        });

    [Fact]
    public void Whatever_way_one_moves_nothing_done_is_lost_and_a_redo_follows_the_way_come() =>
        Law.Holds(ArbMap.Default.ArbFor<int[]>(), script =>
        {
            var tree = Empty;
            foreach (var step in script)
            {
                var before = tree;
                tree = Step(tree, step).IfLeft(tree);
                Assert.Equal(before.Places, tree.Places.Take(before.Count));
                Assert.Same(before.Current, Right(tree.MoveTo(before.Number)).Current);
                foreach (var place in before.Places)
                {
                    Assert.Equal(
                        Right(before.MoveTo(place.Number)).Branches,
                        Right(tree.MoveTo(place.Number)).Branches.Where(it => it.Number < before.Count));
                }

                var (back, steps) = (tree, 0);
                while (back.CanUndo) (back, steps) = (Right(back.Undo()), steps + 1);
                for (; steps > 0; steps--) back = Right(back.Redo());
                Assert.Equal(tree.Number, back.Number);
            }
        }, 100);

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

    private static LanguageExt.Either<TimelineError, UndoTree<Value>> Step(UndoTree<Value> tree, int step)
    {
        var choice = Math.Abs(step / 16);
        var (actor, pause) = (Name(choice % 3), TimeSpan.FromTicks(choice % 4));
        return Math.Abs(step % 16) switch
        {
            0 => tree.Undo(),
            1 => tree.Redo(),
            2 => tree.MoveTo(choice % (tree.Count + 1)),
            3 => tree.Redo(choice % tree.Count),
            4 => tree.UndoGroup(),
            5 => tree.RedoGroup(),
            6 => tree.UndoGroup(pause),
            7 => tree.RedoGroup(pause),
            8 => tree.UndoBy(actor, Undoing),
            9 => tree.RedoBy(actor, Undoing),
            10 => tree.UndoGroupBy(actor, Undoing),
            11 => tree.RedoGroupBy(actor, Undoing),
            _ => tree.Do(
                Set(tree.Value, $"k{choice % 4}", tree.Count),
                Stamp.FromTicks(choice % 50, actor, choice % 2 == 0 ? "" : "type")),
        };
    }

    private static Value Standing(IEnumerable<Edit> edits) =>
        edits.Aggregate((Value)Value.Map.Empty, (value, edit) => Set(value, edit.Key, edit.Value));

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

    private sealed record Edit(string Key, int Value);
}
