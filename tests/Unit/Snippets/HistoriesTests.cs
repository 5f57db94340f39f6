using Timeline.Changes;
using Timeline.Collections;
using Timeline.Histories;
using Timeline.Objects;

namespace Timeline.Tests.Unit.Snippets;

internal enum Phase
{
    Draft,
    Paid,
    Shipped,
}

internal sealed record Spot(int X, int Y);

internal sealed record Plan(string Title, int Budget, Phase Phase, Spot Spot);

public sealed class HistoriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_history_goes_on_and_back_has_branches_and_says_what_changed()
    {
        var (monday, tuesday, wednesday, thursday, friday) =
            (Start, Start.AddDays(1), Start.AddDays(2), Start.AddDays(3), Start.AddDays(4));

        var draft = new Plan("Spring", 100, Phase.Draft, new Spot(0, 0));
        var plan = History.Start(draft, new Stamp(monday, "ada", "begin"))
            .Append(draft with { Budget = 120 }, new Stamp(tuesday, "bob", "more seed"))
            .Append(draft with { Budget = 120, Phase = Phase.Paid }, new Stamp(wednesday, "ada"));

        var first = plan.At(0).Match(version => version.Value, error => throw new InvalidOperationException(error.Message));
        var onTuesday = plan.AsOf(tuesday.AddHours(5)).Map(version => version.Stamp.Label);
        var back = plan.Rollback(1, new Stamp(thursday, "bob"));

        Assert.Same(draft, first);
        Assert.Equal("more seed", onTuesday);
        Assert.Equal((4, Phase.Draft), back.Match(it => (it.Count, it.Head!.Value.Phase), _ => default));

        var trial = plan.Append(draft with { Title = "Early spring" }, new Stamp(thursday, "bob"));
        var branches = Branches<Plan>.Start(BranchName.Main, plan)
            .Create(BranchName.Of("trial"), trial)
            .Bind(it => it.Move(BranchName.Main, plan, plan.Append(draft, new Stamp(friday, "ada"))))
            .Bind(it => it.Switch(BranchName.Of("trial")));

        Assert.Equal("Early spring", branches.Match(it => it.Head.Head!.Value.Title, error => error.Message));

        var changes = plan.Diffs().Map(diffs => string.Join('\n', diffs.Select(
            diff => $"{diff.After.Stamp.Actor}, {diff.Elapsed.TotalHours} hours later: {diff.Patch}")));
        var budgetSetBy = plan.Blame("Budget").Map(version => version.Stamp.Actor);
        var everything = plan.Blame().Map(blamed => string.Join('\n', blamed.Lines().Select(
            line => $"{line.Path.ToDotted()} = {line.Value}  ({line.Version.Stamp.Actor})")));

        Assert.Equal(
            "bob, 24 hours later: ~ /Budget: 100 -> 120\nada, 24 hours later: ~ /Phase: 0 -> 1",
            changes.IfLeft(error => error.Message));
        Assert.Equal("bob", budgetSetBy);
        Assert.Contains("Budget = 120  (bob)", everything.IfLeft(error => error.Message), StringComparison.Ordinal);
        Assert.Contains("Spot.X = 0  (ada)", everything.IfLeft(error => error.Message), StringComparison.Ordinal);
    }

    [Fact]
    public void Histories_are_merged_by_hand_and_by_policy()
    {
        var (thursday, friday, saturday) = (Start.AddDays(3), Start.AddDays(4), Start.AddDays(5));
        var draft = new Plan("Spring", 100, Phase.Draft, new Spot(0, 0));
        var plan = History.Start(draft, new Stamp(Start, "ada", "begin"));

        var ours = plan.Append(draft with { Title = "Early spring", Budget = 150 }, new Stamp(thursday, "ada"));
        var theirs = plan.Append(draft with { Budget = 90, Spot = new Spot(2, 3) }, new Stamp(friday, "bob"));

        var preview = History.PreviewMerge(ours, theirs, MergePolicy.Fail)
            .Match(it => it, error => throw new InvalidOperationException(error.Message));
        var open = preview.OpenConflicts.Select(it => $"{it.Path}: {it.Base} became {it.Ours} and {it.Theirs}");
        var merged = preview
            .Resolve("Budget", MergeDecision.Put(130))
            .Commit(new Stamp(saturday, "ada"));

        Assert.Equal("/Budget: 100 became 150 and 90", Assert.Single(open));
        Assert.Equal(new Plan("Early spring", 130, Phase.Draft, new Spot(2, 3)), merged.Match(it => it.Head!.Value, _ => draft));

        var policy = MergePolicy.ByPath(
            [
                new("Phase", MergePolicy.Priority([Phase.Shipped, Phase.Paid, Phase.Draft])),
                new("Budget", MergePolicy.Join((_, one, other) => one.To<int>().IfLeft(0) > other.To<int>().IfLeft(0) ? one : other)),
                new("Spot", MergePolicy.Whole(History.LastWriter(ours, theirs))),
            ],
            MergePolicy.Fail);
        var decided = History.Merge(ours, theirs, policy, new Stamp(saturday, "ada"));

        Assert.Equal(150, decided.Match(it => it.Head!.Value.Budget, _ => 0));
    }

    [Fact]
    public void The_last_writer_of_a_place_need_not_be_the_last_writer()
    {
        var (monday, wednesday, friday, saturday) = (Start, Start.AddDays(2), Start.AddDays(4), Start.AddDays(5));
        var draft = new Plan("Spring", 100, Phase.Draft, new Spot(0, 0));
        var plan = History.Start(draft, new Stamp(monday.AddDays(-1), "ada"));
        var ours = plan.Append(draft with { Title = "Ours" }, new Stamp(monday, "ada"))
            .Append(draft with { Title = "Ours", Budget = 7 }, new Stamp(friday, "ada"));
        var theirs = plan.Append(draft with { Title = "Theirs" }, new Stamp(wednesday, "bob"));

        Assert.Equal("Ours", Title(MergePolicy.LastWriter(ours.Head!.Stamp, theirs.Head!.Stamp)));
        Assert.Equal("Theirs", Title(History.LastWriter(ours, theirs)));

        string Title(MergePolicy policy) => History.Merge(ours, theirs, policy, new Stamp(saturday, "ada"))
            .Match(it => it.Head!.Value.Title, error => error.Message);
    }

    [Fact]
    public void A_history_is_pruned_and_run_again()
    {
        var saturday = Start.AddDays(5);
        var draft = new Plan("Spring", 100, Phase.Draft, new Spot(0, 0));
        var plan = History.Start(draft, new Stamp(Start, "ada", "begin")).Append(draft, new Stamp(Start.AddDays(1), "bob"));
        var trial = plan.Append(draft, new Stamp(Start.AddDays(2), "bob"));

        var rule = new Retention.Latest(100)
            .Or(new Retention.NotOlderThan(TimeSpan.FromDays(30)))
            .Or(new Retention.Where(mark => mark.Stamp.Label.StartsWith("release", StringComparison.Ordinal)));
        var shorter = rule.Prune(plan, now: saturday, pinned: [0]);
        var thinner = Retention.Thinning.Default.Prune(plan, now: saturday);

        Assert.Equal((2, 2), (shorter.History.Count, thinner.History.Count));

        var states = Replay.Run(plan, 0, (total, version) => total + version.Value.Budget);
        var differs = Replay.Compare(plan, trial, 0, (total, version) => total + version.Value.Budget);

        Assert.Equal([100, 200], states.Select(it => it.State));
        Assert.Equal(2, differs.Match(it => it.Place, () => -1));
    }

    [Fact]
    public void Persistent_collections_are_made_and_changed()
    {
        PersistentMap<string, int> stock = [new("oak", 3), new("elm", 5)];
        PersistentList<string> names = ["ann", "bob"];
        var filled = stock.Set("ash", 1).Remove("elm");
        var ofMany = PersistentMap<string, int>.From(names.Select(name => KeyValuePair.Create(name, name.Length)));
        var builder = stock.ToBuilder();
        builder.Set("yew", 8);
        var atOnce = builder.ToMap();

        Assert.Equal((2, 2, 3, 2), (filled.Count, ofMany.Count, atOnce.Count, stock.Count));
    }
}
