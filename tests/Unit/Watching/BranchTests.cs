using System.Collections.Immutable;
using System.ComponentModel;
using Timeline.Admission;
using Timeline.Changes;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Watching;

/// <summary>A variable that goes several ways, and comes together again.</summary>
public sealed class BranchTests : IDisposable
{
    private static readonly ImmutableDictionary<string, int> Nothing = [];

    private readonly Registry _registry = new(new() { Clock = new ManualClock() });

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_branch_goes_on_from_where_it_began()
    {
        var score = _registry.Watch("score", 0).Set(1).Branch("trial");
        Assert.Equal("main of main, trial", $"{score.CurrentBranch} of {string.Join(", ", score.Branches)}");
        Assert.Equal(1, score.Set(2).Switch("trial").Value);
        Assert.Equal([0, 1, 10], Values(score.Set(10)));
        Assert.Equal("trial", score.CurrentBranch);
        Assert.Equal([0, 1, 2], Values(score.Switch("main")));
        Assert.Equal(["main"], score.DeleteBranch("trial").Branches);
    }

    [Fact]
    public void Names_that_do_not_fit_change_nothing()
    {
        var score = _registry.Watch("score", 0).Branch("trial");
        _ = Assert.Throws<TimelineException>(() => score.Branch("trial"));
        _ = Assert.Throws<TimelineException>(() => score.Switch("other"));
        _ = Assert.Throws<TimelineException>(() => score.Merge("other"));
        _ = Assert.Throws<TimelineException>(() => score.DeleteBranch("main"));
        _ = Assert.Throws<ArgumentException>(() => score.Branch(" no name "));
        _ = Assert.Throws<VariableFrozenException>(() => score.Freeze().Switch("trial"));
        Assert.Equal("main of main, trial", $"{score.CurrentBranch} of {string.Join(", ", score.Branches)}");
    }

    [Fact]
    public void What_both_sides_did_in_different_places_is_merged()
    {
        List<int> heard = [];
        var map = _registry.Watch("map", Nothing).Branch("trial").Set(Nothing.Add("a", 1)).Switch("trial").Set(Nothing.Add("b", 2));
        using var listening = map.OnChange((_, version) => heard.Add(version.Index));
        _ = map.Switch("main").Merge("trial");
        Assert.Equal([("a", 1), ("b", 2)], map.Value.Select(entry => (entry.Key, entry.Value)).Order());
        Assert.Equal("merge of trial", map.LastChange.Stamp.Label);
        Assert.Equal(2, map.LastChange.SecondParent!.Value["b"]);
        Assert.Equal([2], heard);
        var merged = map.LastChange;
        Assert.Same(merged, map.Merge("trial").LastChange);
        Assert.Same(merged, map.Switch("trial").Merge("main").LastChange);
        Assert.Equal([2], heard);
    }

    [Fact]
    public void A_conflict_is_an_error_that_lists_it_unless_a_policy_decides()
    {
        var map = _registry.Watch("map", Nothing).Branch("trial").Set(Nothing.Add("a", 1)).Switch("trial").Set(Nothing.Add("a", 2));
        _ = map.Switch("main");
        var error = Assert.Throws<TimelineException>(() => map.Merge("trial"));
        _ = Assert.IsType<TimelineError.MergeOpen>(error.Error);
        Assert.Equal("1", $"{Assert.Single(map.PreviewMerge("trial").OpenConflicts).Ours}");
        Assert.Equal(2, map.Count);
        Assert.Equal(2, map.Merge("trial", MergePolicy.Theirs, "theirs win").Value["a"]);
        Assert.Equal("theirs win", map.LastChange.Stamp.Label);
    }

    [Fact]
    public void A_merge_resolved_by_hand_is_made_as_it_was_resolved_unless_the_variable_went_on()
    {
        var map = _registry.Watch("map", Nothing).Branch("trial").Set(Nothing.Add("a", 1)).Switch("trial").Set(Nothing.Add("a", 2));
        var preview = map.Switch("main").PreviewMerge("trial");
        _ = Assert.Throws<TimelineException>(() => map.Merge(preview));
        var resolved = preview.Resolve("a", MergeDecision.Put(7));
        Assert.Equal(7, map.Merge(resolved, "by hand").Value["a"]);
        Assert.Equal(("by hand", 2), (map.LastChange.Stamp.Label, map.LastChange.SecondParent!.Value["a"]));
        var error = Assert.Throws<TimelineException>(() => map.Merge(resolved));
        Assert.Equal("'map': the variable or the branch went on since the merge was previewed: preview it again", error.Message);
        Assert.Equal(3, map.Count);
    }

    [Fact]
    public void A_merge_of_mutable_values_is_resolved_by_hand_too()
    {
        var map = _registry.Watch("map", new Dictionary<string, int> { ["a"] = 0 }).Branch("trial");
        _ = map.Set(new() { ["a"] = 1 }).Switch("trial").Set(new() { ["a"] = 2 }).Branch("other").Switch("main");
        var resolved = map.PreviewMerge("trial").Resolve("a", MergeDecision.Put(7));
        Assert.Equal(7, map.Merge(resolved).Value["a"]);
        Assert.Equal(7, map.Merge(map.PreviewMerge("other")).Value["a"]);
        Assert.Equal(3, map.Count);
    }

    [Fact]
    public void Rules_are_asked_of_what_a_merge_comes_to()
    {
        var map = _registry.Watch("map", Nothing).Branch("trial").Set(Nothing.Add("a", 1)).Switch("trial").Set(Nothing.Add("b", 2));
        _ = map.Switch("main").AddRule(Rule<ImmutableDictionary<string, int>>.That("one at most", value => value.Count < 2));
        _ = Assert.Throws<ValueRejectedException>(() => map.Merge("trial"));
        Assert.Equal(2, map.Count);
    }

    [Fact]
    public void Mutable_values_merge_too_and_stay_what_they_were()
    {
        var list = _registry.Watch("list", new List<int> { 5 }).Branch("trial").Set([1, 5]).Switch("trial").Set([5, 9]);
        _ = list.Switch("main").Merge("trial");
        Assert.Equal([1, 5, 9], list.Value);
        list.Value.Clear();
        Assert.Equal([1, 5, 9], list.Value);
        Assert.Equal([5, 9], list.Switch("trial").Value);
    }

    [Fact]
    public void Whoever_is_bound_is_told_of_versions_switches_and_freezing()
    {
        List<string?> told = [];
        var score = _registry.Watch("score", 0).Branch("trial");
        void Note(object? sender, PropertyChangedEventArgs args) => told.Add(args.PropertyName);
        score.PropertyChanged += Note;
        _ = score.Set(1);
        Assert.Equal(["Value", "LastChange", "History", "Count", "CanUndo", "CanRedo"], told);
        told.Clear();
        _ = score.Switch("trial").Freeze();
        Assert.Equal(["Value", "LastChange", "History", "Count", "CanUndo", "CanRedo", "CurrentBranch", "IsFrozen"], told);
        score.PropertyChanged -= Note;
        told.Clear();
        _ = score.Thaw().Set(2);
        Assert.Empty(told);
    }

    private static int[] Values(Watched<int> watched) => [.. watched.History.Oldest().Select(version => version.Value)];
}
