using System.Collections.Immutable;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Values;
using static Timeline.Tests.Properties.Changes.Boards;
using static Timeline.Tests.Properties.Changes.Merges;

namespace Timeline.Tests.Properties.Changes;

/// <summary>The laws of merging, for a program's own records, lists, maps, sets and unions.</summary>
public sealed class ObjectMergeLaws
{
    private static readonly MergePolicy[] Policies = [MergePolicy.Fail, MergePolicy.Ours, MergePolicy.Theirs];

    [Fact]
    public void With_one_side_unchanged_the_other_side_wins() =>
        Tape.Holds(Parting, fork =>
        {
            foreach (var policy in Policies)
            {
                foreach (var before in (Board[])[fork.Before, Rebuilt(fork.Before)])
                {
                    AssertClean(fork.Ours, Merge.ThreeWay(fork.Before, fork.Ours, before, policy));
                    AssertClean(fork.Ours, Merge.ThreeWay(fork.Before, before, fork.Ours, policy));
                }
            }

            Assert.Same(fork.Ours, Merge.ThreeWay(fork.Before, fork.Before, fork.Ours, MergePolicy.Fail).Value);
        });

    [Fact]
    public void Both_sides_equal_gives_that() =>
        Tape.Holds(Parting, fork => AssertClean(
            fork.Ours, Merge.ThreeWay(fork.Before, fork.Ours, Rebuilt(fork.Ours), MergePolicy.Fail)));

    [Fact]
    public void Swapping_sides_swaps_ours_and_theirs_and_nothing_else() =>
        Tape.Holds(Parting, fork =>
        {
            var straight = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Ours);
            var swapped = Merge.ThreeWay(fork.Before, fork.Theirs, fork.Ours, MergePolicy.Theirs);
            AssertSwapped(straight, swapped);
        }, 600);

    [Fact]
    public void Disjoint_edits_never_conflict_and_both_survive() =>
        Tape.Holds(
            tape => (Base: Table, Ours: tape.Below(Edits.Length), Step: 1 + tape.Below(Edits.Length - 1)),
            made =>
            {
                var (ours, theirs) = (Edits[made.Ours], Edits[(made.Ours + made.Step) % Edits.Length]);
                var merged = Merge.ThreeWay(made.Base, ours(made.Base), theirs(made.Base), MergePolicy.Fail);
                AssertClean(ours(theirs(made.Base)), merged);
            }, 600);

    [Fact]
    public void A_merge_never_invents_a_value_that_neither_side_had() =>
        Tape.Holds(Parting, fork =>
        {
            System.Collections.Generic.HashSet<(string, Value)> known =
                [.. Leaves("", Seen(fork.Ours)), .. Leaves("", Seen(fork.Theirs))];
            foreach (var policy in Policies)
            {
                var merged = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, policy);
                if (!merged.IsResolved) continue;
                Assert.All(
                    Leaves("", Seen(merged.Value)).Where(leaf => leaf.Keys != "/Count"),
                    leaf => Assert.True(known.Contains(leaf), $"{leaf} is invented"));
            }
        }, 600);

    [Fact]
    public void Merging_is_stable_when_repeated() =>
        Tape.Holds(Parting, fork =>
        {
            var merged = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Ours).Value;
            var again = Merge.ThreeWay(
                Rebuilt(fork.Before), fork.Ours, Rebuilt(fork.Theirs), MergePolicy.Ours).Value;
            Assert.Equal(Seen(merged), Seen(again));

            // What was merged in is the base of the next merge with the same side.
            AssertClean(merged, Merge.ThreeWay(fork.Theirs, merged, Rebuilt(fork.Theirs), MergePolicy.Fail));
        });

    [Fact]
    public void Resolving_every_conflict_as_a_side_gives_what_the_policy_gives_and_until_then_the_base() =>
        Tape.Holds(Parting, fork =>
        {
            var open = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Fail);
            if (open.Open > 0) Assert.Same(fork.Before, open.Value);
            Assert.Equal(open.Conflicts.Count, open.Open);
            foreach (var policy in Policies[1..])
            {
                var decision = policy == MergePolicy.Ours ? MergeDecision.KeepOurs : MergeDecision.KeepTheirs;
                var resolved = open;
                while (resolved.Open > 0) resolved = resolved.Resolve(resolved.OpenConflicts[^1], decision);
                var expected = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, policy).Value;
                Assert.Equal(Seen(expected), Seen(Right(resolved.ToValue())));
                Assert.Equal(Seen(expected), Seen(open.ResolveRest(policy).Value));
            }
        });

    [Fact]
    public void Where_there_are_neither_sets_nor_unions_objects_merge_as_the_values_they_are_seen_as() =>
        Tape.Holds(
            tape => (Before: Sheet(tape), Ours: Sheet(tape), Theirs: Sheet(tape)),
            made =>
            {
                foreach (var policy in Policies)
                {
                    var merged = Merge.ThreeWay(made.Before, made.Ours, made.Theirs, policy);
                    var values = Merge.ThreeWay(Seen(made.Before), Seen(made.Ours), Seen(made.Theirs), policy);
                    Assert.Equal(values.Value, Seen(merged.Value));
                    Assert.Equal(Told(values.Conflicts), Told(merged.Conflicts));
                }
            }, 600);

    [Fact]
    public void What_their_side_left_alone_is_shared_with_ours_and_what_ours_left_alone_with_theirs() =>
        Tape.Holds(Parting, fork =>
        {
            var ours = fork.Ours with { Cards = fork.Before.Cards, Tags = fork.Before.Tags };
            var theirs = fork.Theirs with { ByName = fork.Before.ByName, Long = fork.Before.Long };
            var merged = Merge.ThreeWay(fork.Before, ours, theirs, MergePolicy.Ours).Value;
            Assert.Same(theirs.Cards, merged.Cards);
            Assert.Same(theirs.Tags, merged.Tags);
            Assert.Same(ours.ByName, merged.ByName);
            Assert.Same(ours.Long, merged.Long);
        });

    private static readonly Board Table = new(
        "plan", [.. Enumerable.Range(0, 8).Select(Named)], PersistentList<Card>.From(Enumerable.Range(0, 8).Select(Named)),
        ["red", "blue"], [1, 3], ImmutableDictionary<int, string>.Empty.Add(1, "one").Add(2, "two"),
        PersistentMap<string, Card>.Empty.Set("x", Named(1)).Set("y", Named(2)), new Disc(1, "ink"),
        LanguageExt.Prelude.Some(Named(3)), LanguageExt.Prelude.Right<string, int>(7), (1, "one"), 4);

    /// <summary>Each in a place of its own.</summary>
    private static readonly Func<Board, Board>[] Edits =
    [
        it => it with { Title = "other" },
        it => it with { Cards = it.Cards.SetItem(1, it.Cards[1] with { Name = "edited" }) },
        it => it with { Cards = it.Cards.SetItem(4, it.Cards[4] with { Tags = it.Cards[4].Tags.Add("new") }) },
        it => it with { Cards = it.Cards.SetItem(4, it.Cards[4] with { Tags = it.Cards[4].Tags.Remove("t") }) },
        it => it with { Cards = it.Cards.SetItem(4, it.Cards[4] with { Shape = new Dot() }) },
        it => it with { Cards = it.Cards.Add(Named(99)) },
        it => it with { Long = it.Long.RemoveAt(it.Long.Select(card => card.Rank).ToList().IndexOf(2)) },
        it => it with { Long = it.Long.Add(Named(77)) },
        it => it with { Tags = it.Tags.Add("green") },
        it => it with { Tags = it.Tags.Add("amber") },
        it => it with { Tags = it.Tags.Remove("red") },
        it => it with { Numbers = it.Numbers.Add(2) },
        it => it with { Numbers = it.Numbers.Remove(3).Add(4) },
        it => it with { Names = it.Names.SetItem(1, "changed") },
        it => it with { Names = it.Names.Remove(2) },
        it => it with { Names = it.Names.SetItem(5, "new") },
        it => it with { ByName = it.ByName.Set("x", it.ByName["x"] with { Rank = 50 }) },
        it => it with { ByName = it.ByName.Set("x", it.ByName["x"] with { Name = "fifty" }) },
        it => it with { ByName = it.ByName.Remove("y") },
        it => it with { Main = (Disc)it.Main with { Size = 9 } },
        it => it with { Main = (Disc)it.Main with { Ink = "blood" } },
        it => it with { Chosen = it.Chosen.Map(card => card with { Rank = 60 }) },
        it => it with { Chosen = it.Chosen.Map(card => card with { Name = "sixty" }) },
        it => it with { Outcome = LanguageExt.Prelude.Left<string, int>("no") },
        it => it with { Pair = (2, it.Pair.Text) },
        it => it with { Pair = (it.Pair.Number, "two") },
        it => it with { Maybe = null },
    ];

    private static Card Named(int rank) => new(rank, FormattableString.Invariant($"card {rank}"), ["t"], new Box(rank, 1));

    private static Sheet Sheet(Tape tape) => new(
        Word(tape),
        [.. Enumerable.Range(0, tape.Below(4)).Select(at => new Line(at, Word(tape), tape.Below(3)))],
        Enumerable.Range(0, tape.Below(4)).Aggregate(
            PersistentMap<string, Line>.Empty, (map, _) => map.Set(Word(tape), new Line(0, Word(tape), tape.Below(2)))),
        Enumerable.Range(0, tape.Below(4)).Aggregate(
            ImmutableDictionary<int, int>.Empty, (map, _) => map.SetItem(tape.Below(3), tape.Below(3))),
        tape.OneIn(2) ? new Line(1, Word(tape), tape.Below(2)) : null,
        (tape.Below(2), Word(tape)));

    /// <summary>
    /// What stands at a conflict is left out: where an element is open, a map can do without a key and an object not
    /// without a member.
    /// </summary>
    private static IEnumerable<(string, ConflictKind)> Told(IReadOnlyList<Conflict> conflicts) =>
        conflicts.Select(it => (it.Path.ToString(), it.Kind)).Order();
}

internal sealed record Line(int Id, string Name, int Count);

internal sealed record Sheet(
    string Title,
    ImmutableList<Line> Lines,
    PersistentMap<string, Line> ByName,
    ImmutableDictionary<int, int> Counts,
    Line? Last,
    (int Number, string Text) Pair);
