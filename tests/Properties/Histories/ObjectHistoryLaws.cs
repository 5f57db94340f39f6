using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Histories;
using Timeline.Tests.Properties.Changes;
using Timeline.Values;
using static Timeline.Tests.Properties.Changes.Boards;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

/// <summary>Histories of a program's own objects: merged, crosswise merges included, and blamed.</summary>
public sealed class ObjectHistoryLaws
{
    private static readonly Stamp Later = At(1_000_000);

    private static readonly MergePolicy[] Policies = [MergePolicy.Ours, MergePolicy.Theirs];

    [Fact]
    public void Merging_again_what_was_merged_is_a_no_op_that_returns_the_same_history() =>
        Tape.Holds(Pair, pair =>
        {
            foreach (var policy in Policies)
            {
                var merged = Right(History.Merge(pair.Ours, pair.Theirs, policy, Later));
                Assert.Equal(merged, Right(History.Merge(merged, pair.Theirs, policy, Later)));
                Assert.Equal(merged, Right(History.Merge(merged, pair.Ours, policy, Later)));
                Assert.Equal(merged, Right(History.Merge(pair.Theirs, merged, policy, Later)));
            }
        });

    [Fact]
    public void Swapping_the_histories_swaps_ours_and_theirs_and_nothing_else() =>
        Tape.Holds(Pair, pair => Assert.Equal(
            Seen(Right(History.Merge(pair.Ours, pair.Theirs, MergePolicy.Ours, Later)).Head!.Value),
            Seen(Right(History.Merge(pair.Theirs, pair.Ours, MergePolicy.Theirs, Later)).Head!.Value)));

    [Fact]
    public void Histories_of_objects_merge_as_the_histories_of_the_values_they_are_seen_as() =>
        Tape.Holds(Pair, pair =>
        {
            foreach (var policy in Policies)
            {
                var known = new Dictionary<Version<Sheet>, Version<Value>>();
                var values = History.Merge(
                    History.Of(AsValues(pair.Ours.Head!, known)), History.Of(AsValues(pair.Theirs.Head!, known)),
                    policy, Later);
                var objects = History.Merge(pair.Ours, pair.Theirs, policy, Later);
                Assert.Equal(Right(values).Head!.Value, Seen(Right(objects).Head!.Value));
            }
        });

    [Fact]
    public void A_preview_that_is_resolved_conflict_by_conflict_commits_what_the_policy_gives() =>
        Tape.Holds(Pair, pair =>
        {
            var preview = Right(History.PreviewMerge(pair.Ours, pair.Theirs, MergePolicy.Fail));
            while (preview.OpenConflicts.Count > 0)
            {
                Assert.Equal(MergeOutcome.Conflicted, preview.Outcome);
                Assert.IsType<TimelineError.MergeOpen>(Left(preview.Commit(Later)));
                preview = preview.Resolve(preview.OpenConflicts[0], MergeDecision.KeepTheirs);
            }

            var expected = Right(History.Merge(pair.Ours, pair.Theirs, MergePolicy.Theirs, Later));
            Assert.Equal(Seen(expected.Head!.Value), Seen(Right(preview.Commit(Later)).Head!.Value));
        });

    [Fact]
    public void The_last_writer_of_objects_is_that_of_the_values_they_are_seen_as() =>
        Tape.Holds(Pair, pair =>
        {
            var known = new Dictionary<Version<Sheet>, Version<Value>>();
            var (ours, theirs) =
                (History.Of(AsValues(pair.Ours.Head!, known)), History.Of(AsValues(pair.Theirs.Head!, known)));
            Assert.Equal(
                History.Merge(ours, theirs, History.LastWriter(ours, theirs), Later).Map(it => it.Head!.Value),
                History.Merge(pair.Ours, pair.Theirs, History.LastWriter(pair.Ours, pair.Theirs), Later)
                    .Map(it => Seen(it.Head!.Value)));
        });

    [Fact]
    public void Blame_equals_a_naive_search_over_versions() =>
        Tape.Holds(Line, history =>
        {
            var line = history.Oldest();
            var blamed = Right(history.Blame());
            Assert.Equal(Seen(history.Head!.Value), blamed.Value);
            foreach (var (path, value, version) in blamed.Lines())
            {
                Assert.Equal(value, path.TryGet(blamed.Value, out var there) ? there : null);
                var last = line.Length - 1;
                while (last > 0 && Same(path, line[last - 1].Value, line[last].Value)) last--;
                Assert.Same(line[last], version);
                Assert.Same(version, Right(history.Blame(path)));
            }
        });

    [Fact]
    public void The_differences_of_a_history_lead_from_each_version_to_the_next() =>
        Tape.Holds(Line, history =>
        {
            var diffs = Right(history.Diffs());
            Assert.Equal(history.Transitions(), diffs.Select(it => new Transition<Book>(it.Before, it.After)));
            foreach (var (before, after, patch) in diffs)
                Assert.Equal(Seen(after.Value), Seen(Right(patch.Apply(before.Value))));
        });

    [Fact]
    public void Blame_followed_back_is_blame_followed_forward_in_lists_and_sets_too() =>
        Tape.Holds(
            tape => Enumerable.Range(0, 2 + tape.Below(4)).Aggregate(
                History.Start(Any(tape), At(0)), (history, at) => history.Append(Parting(tape).Ours, At(at))),
            history =>
            {
                foreach (var (path, _, version) in Right(history.Blame()).Lines())
                    Assert.Same(version, Right(history.Blame(path)));
            }, 100);

    private static bool Same(ValuePath path, Book before, Book after) =>
        path.TryGet(Seen(before), out var old) && path.TryGet(Seen(after), out var now) && old.Equals(now);

    /// <summary>Two histories out of one beginning, which may have merged each other crosswise.</summary>
    private static (History<Sheet> Ours, History<Sheet> Theirs) Pair(Tape tape)
    {
        List<History<Sheet>> grown = [History.Start(Small(tape), At(0))];
        for (var i = 1 + tape.Below(8); i > 0; i--)
        {
            var (from, other) = (grown[tape.Below(grown.Count)], grown[^(1 + tape.Below(Math.Min(2, grown.Count)))]);
            grown.Add(tape.OneIn(2) && from.Head!.Value is var value
                ? from.Merge(other, tape.OneIn(2) ? Edited(tape, value) : other.Head!.Value, At(i))
                : from.Append(Edited(tape, from.Head!.Value), At(tape.Below(20))));
        }

        return (grown[^1], grown[tape.Below(grown.Count)]);
    }

    private static Sheet Small(Tape tape) => new(
        Word(tape), [new Line(1, "x", 0), new Line(2, "y", 0)], [],
        [], null, (0, ""));

    private static Sheet Edited(Tape tape, Sheet it) => tape.Below(6) switch
    {
        0 => it with { Title = Word(tape) },
        1 => it with { Counts = it.Counts.SetItem(tape.Below(3), tape.Below(3)) },
        2 => it with { Counts = it.Counts.Remove(tape.Below(3)) },
        3 => it with { ByName = it.ByName.Set(Word(tape), new Line(0, Word(tape), tape.Below(2))) },
        4 => it with { Lines = it.Lines.SetItem(tape.Below(2), new Line(1 + tape.Below(2), "z", tape.Below(3))) },
        _ => it with { Last = tape.OneIn(2) ? null : new Line(3, Word(tape), tape.Below(2)) },
    };

    private static History<Book> Line(Tape tape) => Enumerable.Range(1, 1 + tape.Below(7)).Aggregate(
        History.Start(Book(tape), At(0)), (history, at) => history.Append(Book(tape), At(at)));

    private static Book Book(Tape tape) => new(
        Word(tape), tape.OneIn(2) ? Prelude.Some(new Line(tape.Below(2), "x", tape.Below(2))) : Option<Line>.None,
        Figure(tape),
        Enumerable.Range(0, tape.Below(3)).Aggregate(
            PersistentMap<string, Line>.Empty, (map, _) => map.Set(Word(tape), new Line(0, Word(tape), tape.Below(2)))),
        tape.Below(4) == 0 ? null : new Book("inner", default, new Dot(), [], null));

    private static Version<Value> AsValues(Version<Sheet> version, Dictionary<Version<Sheet>, Version<Value>> known)
    {
        if (known.TryGetValue(version, out var seen)) return seen;
        var (value, stamp) = (Seen(version.Value), version.Stamp);
        var history = version.Parent is { } parent ? History.Of(AsValues(parent, known)) : default;
        return known[version] = version.SecondParent is { } second
            ? history.Merge(History.Of(AsValues(second, known)), value, stamp).Head!
            : history.Append(value, stamp).Head!;
    }
}

/// <summary>Of members, an option, a union and a map alone, so that a path means the same in every version.</summary>
internal sealed record Book(
    string Title, Option<Line> First, Figure Main, PersistentMap<string, Line> ByName, Book? Inner);
