using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Properties.Changes.Merges;

namespace Timeline.Tests.Properties.Changes;

public sealed class MergeLaws
{
    private static readonly MergePolicy[] Policies = [MergePolicy.Fail, MergePolicy.Ours, MergePolicy.Theirs];

    [Fact]
    public void With_one_side_unchanged_a_merge_gives_the_other_side() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            foreach (var policy in Policies)
            {
                foreach (var before in (Value[])[fork.Before, Documents.Rebuilt(fork.Before)])
                {
                    AssertClean(fork.Ours, Merge.ThreeWay(fork.Before, fork.Ours, before, policy, fork.Options));
                    AssertClean(fork.Ours, Merge.ThreeWay(fork.Before, before, fork.Ours, policy, fork.Options));
                }
            }
        }, 500);

    [Fact]
    public void With_both_sides_equal_a_merge_gives_that() =>
        Tape.Holds(Documents.Fork, fork => AssertClean(
            fork.Ours,
            Merge.ThreeWay(fork.Before, fork.Ours, Documents.Rebuilt(fork.Ours), MergePolicy.Fail, fork.Options)));

    [Fact]
    public void Swapping_the_sides_swaps_ours_and_theirs_and_nothing_else() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            var straight = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Ours, fork.Options);
            var swapped = Merge.ThreeWay(fork.Before, fork.Theirs, fork.Ours, MergePolicy.Theirs, fork.Options);
            AssertSwapped(straight, swapped);
        }, 1500);

    [Fact]
    public void A_merge_that_fails_gives_the_base_and_says_why() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            var merged = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Fail, fork.Options);
            Assert.Equal(merged.Conflicts.Count, merged.Open);
            if (merged.Open > 0) Assert.Same(fork.Before, merged.Value);
            var decided = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Ours, fork.Options);
            Assert.True(decided.IsResolved);
            Assert.Equal(merged.Conflicts.Count == 0, decided.Conflicts.Count == 0);
        }, 500);

    /// <summary>
    /// A leaf is a scalar. It stands under the keys it had; indexes are left out, as elements move. An empty list or
    /// map is no leaf: each side may have taken out the half that the other left.
    /// </summary>
    [Fact]
    public void A_merge_never_invents_a_leaf_that_neither_side_had() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            HashSet<(string, Value)> known = [.. Leaves("", fork.Ours), .. Leaves("", fork.Theirs)];
            foreach (var policy in Policies)
            {
                var merged = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, policy, fork.Options);
                if (!merged.IsResolved) continue;
                Assert.All(
                    Leaves("", merged.Value), leaf => Assert.True(known.Contains(leaf), $"{leaf} is invented"));
            }
        }, 600);

    [Fact]
    public void A_merge_is_stable_when_it_is_repeated() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            var merged = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Ours, fork.Options).Value;
            var again = Merge.ThreeWay(
                Documents.Rebuilt(fork.Before), fork.Ours, Documents.Rebuilt(fork.Theirs), MergePolicy.Ours, fork.Options);
            Assert.Equal(merged, again.Value);

            // What was merged in is the base of the next merge with the same side.
            AssertClean(merged, Merge.ThreeWay(fork.Theirs, merged, fork.Theirs, MergePolicy.Fail, fork.Options));
        });

    [Fact]
    public void In_maps_merging_a_side_in_again_from_the_old_base_changes_nothing() =>
        Tape.Holds(
            tape => (Before: Map(tape), Ours: Map(tape), Theirs: Map(tape)),
            made =>
            {
                var merged = Merge.ThreeWay(made.Before, made.Ours, made.Theirs, MergePolicy.Ours).Value;
                Assert.Equal(merged, Merge.ThreeWay(made.Before, merged, made.Theirs, MergePolicy.Ours).Value);
                Assert.Equal(merged, Merge.ThreeWay(made.Before, merged, made.Ours, MergePolicy.Ours).Value);
            });

    [Fact]
    public void Edits_of_different_keys_never_conflict_and_both_survive() =>
        Tape.Holds(
            tape =>
            {
                var map = Enumerable.Range(0, 2 + tape.Below(30))
                    .Aggregate(Value.Map.Empty, (all, i) => all.Set($"k{i}", Documents.Any(tape, 2)));
                var first = tape.Below(map.Count);
                var second = (first + 1 + tape.Below(map.Count - 1)) % map.Count;
                return (Map: map, First: $"k{first}", Second: $"k{second}", A: Edit(tape), B: Edit(tape));
            },
            made =>
            {
                var both = made.B(made.A(made.Map, made.First), made.Second);
                var merged = Merge.ThreeWay(
                    made.Map, made.A(made.Map, made.First), made.B(made.Map, made.Second), MergePolicy.Fail);
                AssertClean(both, merged);
            });

    [Fact]
    public void Edits_of_elements_far_apart_never_conflict_and_both_survive() =>
        Tape.Holds(
            tape =>
            {
                var list = Value.List.From(Enumerable.Range(0, 8).Select(i => Value.Of($"e{i}")));
                return (List: list, First: Listed(tape, tape.Below(3), "ours"), Second: Listed(tape, 5 + tape.Below(3), "theirs"));
            },
            made =>
            {
                var both = made.First(made.Second(made.List));
                AssertClean(both, Merge.ThreeWay(made.List, made.First(made.List), made.Second(made.List), MergePolicy.Fail));
            });

    private static Func<Value.List, Value.List> Listed(Tape tape, int at, string mark) => tape.Below(3) switch
    {
        0 => list => list.SetAt(at, Value.Of(mark)),
        1 => list => list.InsertAt(at, Value.Of(mark)),
        _ => list => list.RemoveAt(at),
    };

    private static Func<Value.Map, string, Value.Map> Edit(Tape tape)
    {
        var (value, next) = (Documents.Any(tape, 2), Documents.Key(tape));
        return tape.Below(3) switch
        {
            0 => (map, key) => map.Remove(key),
            1 => (map, key) => map.Set(key, value),
            _ => (map, key) => map.Set($"{key}-{next}", value),
        };
    }

    private static Value.Map Map(Tape tape, int depth = 2) => Value.Map.From(
        "abcd".Where(_ => tape.Below(3) > 0).Select(key => KeyValuePair.Create(
            key.ToString(), depth > 0 && tape.OneIn(3) ? Map(tape, depth - 1) : Documents.Scalar(tape))));
}
