using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

public sealed class RetentionLaws
{
    private static readonly DateTimeOffset Now = At(30).Time;

    [Fact]
    public void What_a_rule_keeps_stays_and_nothing_else_and_what_stays_is_unchanged() =>
        Law.Holds(Scripts, script =>
        {
            foreach (var history in Grow(script))
            {
                var line = LineOf(history);
                var pins = script.Select(Math.Abs).Take(2).ToHashSet();
                var (rule, keeps) = RuleFrom(script, line);
                var pruned = rule.Prune(history, Now, pins);
                var kept = line.Where(v => v == line[^1] || pins.Contains(v.Index) || keeps(v)).ToList();
                Assert.Equal(kept.Select((v, i) => i == 0 && v.Parent is not null ? Face(v) with { Item4 = null } : Face(v)),
                    pruned.History.Oldest().Select(Face));
                Assert.Equal(line.Except(kept), pruned.Dropped);
                Assert.Equal(line, history.Oldest());
            }
        });

    [Fact]
    public void A_pruned_history_is_searched_and_goes_on_like_any_other() =>
        Law.Holds(Scripts, script =>
        {
            foreach (var history in Grow(script))
            {
                var rule = new Retention.Where(mark => (mark.Index * 7 + script.Length) % 3 != 0);
                var pruned = rule.Prune(history, Now).History;
                for (var i = 0; i < 3; i++) pruned = pruned.Append(-i, At(0));
                var line = LineOf(pruned);
                for (var index = -1; index <= line[^1].Index + 1; index++)
                {
                    _ = pruned.TryAt(index, out var found);
                    Assert.Same(line.Find(v => v.Index == index), found);
                    Assert.Equal(found is not null, pruned.At(index).IsRight);
                }

                Assert.Equal(line.Count, pruned.Count);
                foreach (var version in line)
                    Assert.Same(version, pruned.CommonAncestor(History.Of(version).Append(1, At(0))));
            }
        });

    [Fact]
    public void Pruning_nothing_returns_the_same_history() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
            new Retention.Latest(history.Count).Prune(history, Now).History == history));

    [Fact]
    public void The_versions_below_the_first_dropped_one_are_shared() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
        {
            var cut = Pick(script.Length, history.Count);
            var pruned = new Retention.Where(mark => mark.Index != cut).Prune(history, Now).History;
            return LineOf(history).Take(cut).SequenceEqual(LineOf(pruned).Take(cut));
        }));

    private static (int, int, Stamp, int?) Face(Version<int> version) =>
        (version.Index, version.Value, version.Stamp, version.SecondParent?.Value);

    private static (Retention, Func<Version<int>, bool>) RuleFrom(int[] script, List<Version<int>> line)
    {
        var number = script.Length == 0 ? 3 : Math.Abs(script[0]);
        var (count, age) = (number % 5, TimeSpan.FromTicks(number % 30));
        Func<Version<int>, bool> newest = v => line.Count - line.IndexOf(v) <= count;
        Func<Version<int>, bool> young = v => Now - v.Stamp.Time <= age;
        return (script.Length % 4) switch
        {
            0 => (new Retention.Latest(count), newest),
            1 => (new Retention.NotOlderThan(age), young),
            2 => (new Retention.Latest(count).And(new Retention.NotOlderThan(age)), v => newest(v) && young(v)),
            _ => (new Retention.Latest(count).Or(new Retention.Where(m => m.Index % 4 == 0)),
                v => newest(v) || v.Index % 4 == 0),
        };
    }
}
