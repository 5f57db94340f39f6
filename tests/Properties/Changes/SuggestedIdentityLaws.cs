using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Properties.Changes.Merges;

namespace Timeline.Tests.Properties.Changes;

/// <summary>The laws of merging where the data itself suggests which element is which.</summary>
public sealed class SuggestedIdentityLaws
{
    private static readonly DiffOptions Never = new() { SuggestIdentity = IdentitySuggestion.Never };
    private static readonly DiffOptions Always = new() { SuggestIdentity = IdentitySuggestion.Always };

    [Fact]
    public void The_suggestion_is_the_same_whichever_side_is_ours() =>
        Tape.Holds(
            tape => tape.OneIn(3) ? Documents.Fork(tape) : Records.Fork(tape),
            fork =>
            {
                if (fork is not { Before: Value.List before, Ours: Value.List ours, Theirs: Value.List theirs }) return;
                Assert.Equal(
                    ListIdentity.For(before, ours, theirs, DiffOptions.Default).Suggestion,
                    ListIdentity.For(before, theirs, ours, DiffOptions.Default).Suggestion);
            });

    [Fact]
    public void With_one_side_unchanged_a_merge_of_records_gives_the_other_side() =>
        Tape.Holds(Records.Fork, fork =>
        {
            var before = Documents.Rebuilt(fork.Before);
            AssertClean(fork.Ours, Merge.ThreeWay(fork.Before, fork.Ours, before, MergePolicy.Fail));
            AssertClean(fork.Ours, Merge.ThreeWay(fork.Before, before, fork.Ours, MergePolicy.Fail));
            AssertClean(
                fork.Ours, Merge.ThreeWay(fork.Before, fork.Ours, Documents.Rebuilt(fork.Ours), MergePolicy.Fail));
        });

    [Fact]
    public void Swapping_the_sides_of_records_swaps_ours_and_theirs_and_nothing_else() =>
        Tape.Holds(Records.Fork, fork =>
        {
            var straight = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, MergePolicy.Ours);
            var swapped = Merge.ThreeWay(fork.Before, fork.Theirs, fork.Ours, MergePolicy.Theirs);
            AssertSwapped(straight, swapped);
        }, 1500);

    [Fact]
    public void A_name_that_suggested_itself_stays_unique_in_a_clean_merge() =>
        Tape.Holds(Records.Fork, fork =>
        {
            var (before, ours, theirs) = ((Value.List)fork.Before, (Value.List)fork.Ours, (Value.List)fork.Theirs);
            if (ListIdentity.For(before, ours, theirs, DiffOptions.Default).Suggestion is not { } key) return;
            var merged = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
            if (!merged.IsResolved) return;
            var names = Records.Names(merged.Value, key).ToList();
            Assert.Equal(names.Distinct(), names);
            Assert.Subset(
                Records.Names(ours, key).Concat(Records.Names(theirs, key)).ToHashSet(), names.ToHashSet());
        }, 1500);

    [Fact]
    public void Edits_of_different_records_never_conflict_and_both_survive_wherever_they_moved() =>
        Tape.Holds(
            tape =>
            {
                var names = Enumerable.Range(0, 3 + tape.Below(8)).ToArray();
                var list = Value.List.From(names.Select(name => (Value)Records.Record(tape, "id", name)));
                var mine = tape.Below(names.Length);
                return (List: list, Mine: mine, Yours: (mine + 1 + tape.Below(names.Length - 1)) % names.Length,
                    To: tape.Below(names.Length));
            },
            made =>
            {
                var edited = ((Value.Map)made.List[made.Mine]).Set("color", Value.Of("ours"));
                var ours = made.List.RemoveAt(made.Mine).InsertAt(made.To, edited);
                var theirs = made.List.SetAt(made.Yours, ((Value.Map)made.List[made.Yours]).Set("size", Value.Of("theirs")));
                var at = ours.Items.ToList().IndexOf(made.List[made.Yours]);
                AssertClean(ours.SetAt(at, theirs[made.Yours]), Merge.ThreeWay(made.List, ours, theirs, MergePolicy.Fail));
            });

    [Fact]
    public void What_both_sides_insert_into_a_list_they_keep_sorted_is_sorted() =>
        Tape.Holds(
            tape =>
            {
                int[] Some(int least, int rest) =>
                    [.. Enumerable.Range(0, least + tape.Below(5)).Select(_ => (tape.Below(60) * 3) + rest).Distinct()];
                var sign = tape.OneIn(2) ? -1 : 1;
                var order = Comparer<string>.Create((a, b) => sign * string.CompareOrdinal(a, b));
                Value.List Of(params int[][] names) => Value.List.From(names.SelectMany(some => some)
                    .Select(name => (Name: Records.Name(name), Size: name))
                    .OrderBy(record => ((Value.Text)record.Name).Content, order)
                    .Select(record => (Value)Value.Map.Empty.Set("name", record.Name).Set("size", Value.Of((long)record.Size))));
                var (old, our, their) = (Enumerable.Range(0, 4).Select(i => i * 45).ToArray(), Some(0, 1), Some(0, 2));
                return (Before: Of(old), Ours: Of(old, our), Theirs: Of(old, their), All: Of(old, our, their));
            },
            made => AssertClean(made.All, Merge.ThreeWay(made.Before, made.Ours, made.Theirs, MergePolicy.Fail)));

    [Fact]
    public void Where_one_side_breaks_the_uniqueness_elements_are_recognised_by_content() =>
        Tape.Holds(Records.Fork, fork =>
        {
            var ours = (Value.List)fork.Ours;
            if (ours.Count == 0) return;
            ours = ours.Add(ours[0]);
            var (merged, plain) = (Merged(DiffOptions.Default), Merged(Never));
            if (ListIdentity.For((Value.List)fork.Before, ours, (Value.List)fork.Theirs, DiffOptions.Default).Suggestion is { } other)
                Assert.DoesNotContain(other, (string[])["title", "id", "host"]);
            else Assert.Equal((plain.Value, plain.Open), (merged.Value, merged.Open));

            MergeResult<Value> Merged(DiffOptions options) =>
                Merge.ThreeWay(fork.Before, ours, fork.Theirs, MergePolicy.Fail, options);
        });

    [Fact]
    public void A_difference_by_a_suggested_key_leads_from_one_list_to_the_other() =>
        Tape.Holds(Records.Fork, fork =>
        {
            var patch = Diff.Between(fork.Ours, fork.Theirs, Always);
            Assert.Equal(fork.Theirs, patch.Apply(fork.Ours).Match(Right: value => value, Left: error => Value.Of(error.Message)));
            Assert.Equal(fork.Ours, patch.Invert().Apply(fork.Theirs)
                .Match(Right: value => value, Left: error => Value.Of(error.Message)));
        });
}
