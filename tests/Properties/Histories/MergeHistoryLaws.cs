using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;
using static Timeline.Tests.Properties.Histories.Graphs;
using Ancestors = System.Collections.Generic.HashSet<Timeline.Histories.Version<Timeline.Values.Value>>;

namespace Timeline.Tests.Properties.Histories;

/// <summary>Histories of small maps, grown by appends and merges, merged with one another.</summary>
public sealed class MergeHistoryLaws
{
    private static readonly Stamp Later = At(1_000_000);

    [Fact]
    public void Merging_what_was_merged_returns_the_very_same_history() =>
        Holds((ours, theirs) => Merge(ours, theirs, MergePolicy.Ours).IfRight(merged =>
        {
            Assert.Equal(merged, Right(Merge(merged, theirs, MergePolicy.Ours)));
            Assert.Equal(merged, Right(Merge(merged, ours, MergePolicy.Ours)));
            Assert.Equal(merged, Right(Merge(theirs, merged, MergePolicy.Ours)));
            Assert.Equal(merged, Right(History.Merge(merged, theirs, (_, _, _) => throw new InvalidOperationException(), Later)));
        }));

    [Fact]
    public void A_merge_has_both_heads_for_parents_unless_one_side_has_come_through_the_other() =>
        Holds((ours, theirs) =>
        {
            var merging = Merge(ours, theirs, MergePolicy.Theirs);
            if (!Ancestry(ours).Overlaps(Ancestry(theirs)))
            {
                Assert.IsType<TimelineError.HistoriesUnrelated>(Left(merging));
                return;
            }

            var merged = Right(merging);
            if (Ancestry(ours).Contains(theirs.Head!)) Assert.Equal(ours, merged);
            else if (Ancestry(theirs).Contains(ours.Head!)) Assert.Equal(theirs, merged);
            else Assert.Equal((ours.Head, theirs.Head), (merged.Head!.Parent, merged.Head.SecondParent));
        });

    [Fact]
    public void Swapping_the_histories_swaps_ours_and_theirs_and_nothing_else() =>
        Holds((ours, theirs) => Merge(ours, theirs, MergePolicy.Ours).IfRight(merged =>
            Assert.Equal(merged.Head!.Value, Right(Merge(theirs, ours, MergePolicy.Theirs)).Head!.Value)));

    [Fact]
    public void With_one_merge_base_the_value_is_the_three_way_merge_from_it() =>
        Holds((ours, theirs) =>
        {
            if (ours.MergeBases(theirs) is not [var start]) return;
            var expected = Timeline.Changes.Merge.ThreeWay(
                start.Value, ours.Head!.Value, theirs.Head!.Value, MergePolicy.Theirs);
            Assert.Equal(expected.Value, Right(Merge(ours, theirs, MergePolicy.Theirs)).Head!.Value);
        });

    [Fact]
    public void Whatever_the_bases_what_both_heads_agree_on_stays_and_nothing_is_invented() =>
        Holds((ours, theirs) => Merge(ours, theirs, MergePolicy.Ours).IfRight(merged =>
        {
            var (our, their, both) = (Map(ours), Map(theirs), Map(merged));
            foreach (var key in Keys)
            {
                var (mine, yours, joined) = (Find(our, key), Find(their, key), Find(both, key));
                Assert.True(Equals(joined, mine) || Equals(joined, yours));
            }
        }));

    [Fact]
    public void A_preview_resolved_as_ours_commits_what_merging_with_ours_gives() =>
        Holds((ours, theirs) => History.PreviewMerge(ours, theirs, MergePolicy.Fail).IfRight(preview =>
        {
            Assert.Equal(preview.OpenConflicts.Count == 0, preview.Commit(Later).IsRight);
            Assert.Equal(preview.OpenConflicts.Count > 0, preview.Outcome == MergeOutcome.Conflicted);
            while (preview.OpenConflicts.Count > 0)
                preview = preview.Resolve(preview.OpenConflicts[0], MergeDecision.KeepOurs);
            var expected = Right(Merge(ours, theirs, MergePolicy.Ours)).Head!;
            var committed = Right(preview.Commit(Later)).Head!;
            Assert.Equal((expected.Value, expected.Stamp), (committed.Value, committed.Stamp));
        }));

    [Fact]
    public void The_last_writer_of_a_place_is_who_a_walk_over_all_versions_finds_whichever_side_merges() =>
        Holds((ours, theirs) => History.PreviewMerge(ours, theirs, History.LastWriter(ours, theirs)).IfRight(one =>
        {
            var other = Right(History.PreviewMerge(theirs, ours, History.LastWriter(theirs, ours)));
            Assert.Equal(one.Conflicts.Count, other.Conflicts.Count);
            Assert.Empty(one.OpenConflicts);
            if (one.Conflicts.Count == 0) return;
            Assert.Equal(Right(one.Commit(Later)).Head!.Value, Right(other.Commit(Later)).Head!.Value);
            foreach (var conflict in one.Conflicts)
            {
                var oursLast = Written(ours, conflict.Path).CompareTo(Written(theirs, conflict.Path)) > 0;
                var joined = Find((Value.Map)Right(one.Commit(Later)).Head!.Value, conflict.Path.Last.Text);
                Assert.Equal(oursLast ? conflict.Ours : conflict.Theirs, joined);
            }
        }));

    private static readonly string[] Keys = ["a", "b", "c", "d"];

    private static void Holds(Action<History<Value>, History<Value>> law) => Law.Holds(Scripts, script =>
    {
        var grown = GrowMaps(script);
        for (var i = 0; i < grown.Count; i++)
        {
            law(grown[i], grown[^1]);
            law(grown[^1], grown[i]);
        }
    });

    private static void Holds(Func<History<Value>, History<Value>, Unit> law) =>
        Holds((ours, theirs) => { _ = law(ours, theirs); });

    /// <summary>As <see cref="Grow"/>, with every time different and merges that are merges.</summary>
    private static List<History<Value>> GrowMaps(int[] script)
    {
        List<History<Value>> grown = [History.Start<Value>(Value.Map.Empty.Set("a", Value.Of(0)), At(0))];
        for (var i = 0; i + 2 < script.Length; i += 3)
        {
            var from = grown[Pick(script[i + 1], grown.Count)];
            var other = grown[Pick(script[i + 2], grown.Count)];
            var (stamp, key) = (At(grown.Count), Keys[Pick(script[i + 2], Keys.Length)]);
            grown.Add(Pick(script[i], 16) switch
            {
                0 => History.Start<Value>(Value.Map.Empty.Set("b", Value.Of(1)), stamp),
                1 or 2 or 3 or 4 or 5 or 6 => Merge(from, other, MergePolicy.Theirs, stamp).IfLeft(from),
                7 => from.Append(Map(from).Remove(key), stamp),
                8 => grown[^1].Append(Map(grown[^1]).Set(key, Value.Of((long)grown.Count)), stamp),
                _ => from.Append(Map(from).Set(key, Value.Of((long)Pick(script[i + 1], 4))), stamp),
            });
        }

        return grown;
    }

    private static Ancestors Ancestry(History<Value> history)
    {
        Ancestors found = [];
        Stack<Version<Value>> open = new([history.Head!]);
        while (open.TryPop(out var next))
        {
            if (!found.Add(next)) continue;
            if (next.Parent is { } parent) open.Push(parent);
            if (next.SecondParent is { } second) open.Push(second);
        }

        return found;
    }

    /// <summary>When the value of a top-level key was set, found from the head by the parent that has it too.</summary>
    private static Stamp Written(History<Value> history, ValuePath path)
    {
        var key = path.Last.Text;
        var value = Find(Map(history), key);
        var parents = new[] { history.Head!.Parent, history.Head.SecondParent }.OfType<Version<Value>>();
        foreach (var parent in parents)
        {
            if (Equals(Find((Value.Map)parent.Value, key), value)) return Written(History.Of(parent), path);
        }

        return history.Head.Stamp;
    }

    private static Value.Map Map(History<Value> history) => (Value.Map)history.Head!.Value;

    private static Value? Find(Value.Map map, string key) => map.TryGetValue(key, out var value) ? value : null;

    private static Either<TimelineError, History<Value>> Merge(
        History<Value> ours, History<Value> theirs, MergePolicy policy, Stamp? stamp = null) =>
        History.Merge(ours, theirs, policy, stamp ?? Later);
}
