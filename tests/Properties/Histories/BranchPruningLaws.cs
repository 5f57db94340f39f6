using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

public sealed class BranchPruningLaws
{
    private static readonly DateTimeOffset Now = At(30).Time;

    [Fact]
    public void A_version_stays_if_it_stays_on_the_line_of_any_branch_and_where_branches_parted() =>
        Law.Holds(Scripts, script =>
        {
            var branches = BranchesOf(script);
            var rule = RuleOf(script);
            var lines = branches.Names.ToDictionary(name => name, name => LineOf(HeadOf(branches, name)));
            HashSet<Version<int>> kept =
                [.. lines.Values.SelectMany(line => line.Where(v => v == line[^1] || rule(v, line))), .. Forks(branches)];
            var pruned = Retention(script).Prune(branches, Now);
            foreach (var (name, line) in lines)
                Assert.Equal(line.Where(kept.Contains).Select(Face), LineOf(HeadOf(pruned.Branches, name)).Select(Face));
            var all = lines.Values.SelectMany(line => line).ToHashSet();
            Assert.Equal(all.Count(version => !kept.Contains(version)), pruned.Dropped);
            Assert.Equal(branches.Current, pruned.Branches.Current);
        });

    [Fact]
    public void Branches_parted_after_pruning_where_they_parted_before() =>
        Law.Holds(Scripts, script =>
        {
            var branches = BranchesOf(script);
            var pruned = Retention(script).Prune(branches, Now).Branches;
            foreach (var one in branches.Names)
            {
                foreach (var other in branches.Names)
                {
                    var before = HeadOf(branches, one).MergeBases(HeadOf(branches, other));
                    var after = HeadOf(pruned, one).MergeBases(HeadOf(pruned, other));
                    Assert.Equal(before.Select(Face).Order(), after.Select(Face).Order());
                }
            }
        });

    [Fact]
    public void Pruning_nothing_returns_the_same_branches() =>
        Law.Holds(Scripts, script =>
        {
            var branches = BranchesOf(script);
            var pruned = new Retention.Where(_ => true).Prune(branches, Now);
            Assert.Same(branches, pruned.Branches);
            Assert.Equal(0, pruned.Dropped);
        });

    private static Branches<int> BranchesOf(int[] script)
    {
        var grown = Grow(script);
        var branches = Branches<int>.Start(BranchName.Main, grown[^1]);
        foreach (var (history, number) in grown.Skip(1).Where((_, i) => i % 3 == 0).Take(4).Select((h, i) => (h, i)))
            branches = branches.Create(BranchName.Of($"branch-{number}"), history).IfLeft(branches);
        return branches;
    }

    private static IEnumerable<Version<int>> Forks(Branches<int> branches) =>
        from one in branches.Names
        from other in branches.Names
        where one != other
        from fork in HeadOf(branches, one).MergeBases(HeadOf(branches, other))
        select fork;

    private static Retention Retention(int[] script) => script.Length % 2 == 0
        ? new Retention.Latest(2)
        : new Retention.Where(mark => mark.Index % 3 == 1);

    private static Func<Version<int>, List<Version<int>>, bool> RuleOf(int[] script) => script.Length % 2 == 0
        ? (version, line) => line.Count - line.IndexOf(version) <= 2
        : (version, _) => version.Index % 3 == 1;

    private static History<int> HeadOf(Branches<int> branches, BranchName name) =>
        branches.Find(name).IfLeft(History<int>.Empty);

    private static (int, int, Stamp) Face(Version<int> version) => (version.Index, version.Value, version.Stamp);
}
