using System.Collections.Immutable;
using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

public sealed class ReplayLaws
{
    [Fact]
    public void Replaying_a_history_twice_gives_the_same_run() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
            Replay.Compare(Sums(history), Sums(history)).IsNone));

    [Fact]
    public void A_run_ends_in_what_folding_gives() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
            Sums(history)[^1].State == Replay.Fold(history, 0L, (sum, v) => sum + v.Value)
            && Sums(history)[^1].State == LineOf(history).Sum(v => (long)v.Value)));

    [Fact]
    public void Two_runs_diverge_at_the_first_version_that_they_do_not_share() =>
        Law.Holds(Scripts, script =>
        {
            var grown = Grow(script);
            var (left, right) = (grown[^1], grown[Pick(script.Length * 7, grown.Count)]);
            var (ours, theirs) = (LineOf(left), LineOf(right));
            var shared = ours.Zip(theirs).TakeWhile(pair => pair.Item1 == pair.Item2).Count();
            var found = Replay.Compare(Values(left), Values(right));
            Assert.Equal(ours.SequenceEqual(theirs), found.IsNone);
            _ = found.IfSome(divergence =>
            {
                Assert.Equal(shared, divergence.Place);
                Assert.Equal(shared < ours.Count, divergence.Left.IsSome);
                Assert.Equal(shared < theirs.Count, divergence.Right.IsSome);
            });
        });

    private static ImmutableArray<ReplayState<long>> Sums(History<int> history) =>
        Replay.Run(history, 0L, (sum, version) => sum + version.Value);

    private static ImmutableArray<ReplayState<int>> Values(History<int> history) =>
        Replay.Run(history, 0, (_, version) => version.Value);
}
