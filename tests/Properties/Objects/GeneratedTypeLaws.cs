using Timeline.Changes;
using Timeline.Objects;
using Timeline.Tests.Properties.Changes;
using static Timeline.Tests.Properties.Changes.Boards;
using static Timeline.Tests.Properties.Changes.Merges;

namespace Timeline.Tests.Properties.Objects;

/// <summary>The laws of differences and merges for types that are put together at random.</summary>
public sealed class GeneratedTypeLaws
{
    [Fact]
    public void Differences_of_any_type_lead_there_and_back() => Holds(new Leading());

    [Fact]
    public void With_one_side_unchanged_the_other_side_wins_and_both_sides_equal_gives_that() => Holds(new OneSided());

    [Fact]
    public void Swapping_sides_swaps_ours_and_theirs_and_nothing_else() => Holds(new Swapping());

    [Fact]
    public void Edits_of_different_members_never_conflict_and_both_survive() => Holds(new Disjoint());

    [Fact]
    public void A_merge_invents_nothing_and_is_stable_when_repeated() => Holds(new Inventing());

    private static void Holds(ILaw law) =>
        Tape.Holds(tape => tape, tape => Kind.Any(tape, 3).Hold(tape, law), 120);

    private sealed class Leading : ILaw
    {
        public void Hold<T>(Kind<T> kind, Tape tape)
        {
            var before = kind.Any(tape);
            var after = kind.Edited(tape, kind.Edited(tape, before));
            var (from, to) = (Seen(before), Seen(after));
            var patch = Right(Diff.Between(before, after));
            Assert.Equal(from.Equals(to), patch.IsEmpty);
            Assert.Equal(to, Right(patch.Apply(from)));
            Assert.Equal(to, Seen(Right(patch.Apply(before))));
            Assert.Equal(from, Seen(Right(patch.Invert().Apply(after))));
            var copy = Right(ObjectTree.Default.FromValue<T>(to));
            Assert.Equal(to, Seen(copy));
            Assert.True(Right(Diff.Between(after, copy)).IsEmpty);
        }
    }

    private sealed class OneSided : ILaw
    {
        public void Hold<T>(Kind<T> kind, Tape tape)
        {
            var before = kind.Any(tape);
            var after = kind.Edited(tape, kind.Edited(tape, before));
            AssertClean(after, Merge.ThreeWay(before, after, before, MergePolicy.Fail));
            AssertClean(after, Merge.ThreeWay(before, before, after, MergePolicy.Fail));
            AssertClean(after, Merge.ThreeWay(before, after, after, MergePolicy.Fail));
            var (old, now) = (Copied(before), Copied(after));
            AssertClean(after, Merge.ThreeWay(before, now, old, MergePolicy.Fail));
            AssertClean(after, Merge.ThreeWay(before, old, now, MergePolicy.Fail));
            AssertClean(after, Merge.ThreeWay(before, after, now, MergePolicy.Fail));
        }
    }

    private sealed class Swapping : ILaw
    {
        public void Hold<T>(Kind<T> kind, Tape tape)
        {
            var (before, ours, theirs) = Fork(kind, tape);
            AssertSwapped(
                Merge.ThreeWay(before, ours, theirs, MergePolicy.Ours),
                Merge.ThreeWay(before, theirs, ours, MergePolicy.Theirs));
        }
    }

    private sealed class Disjoint : ILaw
    {
        public void Hold<T>(Kind<T> kind, Tape tape)
        {
            var (one, other) = (Fork(kind, tape), Fork(kind, tape));
            AssertClean(
                new Duo<T, T>(one.Ours, other.Theirs),
                Merge.ThreeWay(
                    new Duo<T, T>(one.Before, other.Before),
                    new Duo<T, T>(one.Ours, Copied(other.Before)),
                    new Duo<T, T>(Copied(one.Before), other.Theirs),
                    MergePolicy.Fail));
        }
    }

    private sealed class Inventing : ILaw
    {
        public void Hold<T>(Kind<T> kind, Tape tape)
        {
            var (before, ours, theirs) = Fork(kind, tape);
            var known = Leaves("", Seen(ours)).Concat(Leaves("", Seen(theirs))).ToHashSet();
            foreach (var policy in new[] { MergePolicy.Ours, MergePolicy.Theirs })
            {
                var merged = Merge.ThreeWay(before, ours, theirs, policy);
                Assert.Null(merged.Error);
                Assert.All(
                    Leaves("", Seen(merged.Value)), leaf => Assert.True(known.Contains(leaf), $"{leaf} is invented"));
                Assert.Equal(
                    Seen(merged.Value),
                    Seen(Merge.ThreeWay(Copied(before), ours, Copied(theirs), policy).Value));
                AssertClean(merged.Value, Merge.ThreeWay(theirs, merged.Value, Copied(theirs), MergePolicy.Fail));
            }
        }
    }

    private static (T Before, T Ours, T Theirs) Fork<T>(Kind<T> kind, Tape tape)
    {
        var before = kind.Any(tape);
        return (before, kind.Edited(tape, kind.Edited(tape, before)), kind.Edited(tape, kind.Edited(tape, before)));
    }

    /// <summary>What is equal and shares nothing.</summary>
    private static T Copied<T>(T seen) => Right(ObjectTree.Default.FromValue<T>(Seen(seen)));
}
