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

    [Fact]
    public void Comparing_two_histories_through_a_function_is_comparing_their_runs() =>
        Law.Holds(Scripts, script =>
        {
            var grown = Grow(script);
            var (left, right) = (grown[^1], grown[Pick(script.Length * 7, grown.Count)]);
            Assert.Equal(
                Replay.Compare(Rests(left), Rests(right)), Replay.Compare(left, right, 0, (sum, v) => (sum + v.Value) % 5));
        });

    [Fact]
    public void A_function_that_remembers_more_than_its_state_is_found_by_comparing_a_history_with_itself() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
        {
            var calls = 0;
            return Replay.Compare(history, history, 0, (_, _) => calls++).IsSome;
        }));

    [Fact]
    public void Comparing_feeds_no_version_after_the_first_difference() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
        {
            List<int> fed = [];
            var other = History.Start(-1, At(5)).Append(1, At(5)).Append(2, At(5));
            var found = Replay.Compare(history, other, 0, (_, version) =>
            {
                fed.Add(version.Value);
                return version.Value;
            });
            return found.Match(it => it.Place, () => -1) == 0 && fed.SequenceEqual([LineOf(history)[0].Value, -1]);
        }));

    [Fact]
    public void Making_something_of_each_version_makes_it_of_all_in_order() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
            Replay.Run(history, v => v.Value * 3)
                .SequenceEqual(LineOf(history).Select(v => new ReplayState<int>(v.Index, v.Value * 3)))));

    [Fact]
    public void An_attempt_ends_at_the_first_version_refused_and_else_equals_a_run() =>
        Law.Holds(Scripts, script => Grow(script).TrueForAll(history =>
        {
            var refused = LineOf(history).FindIndex(v => v.Value % 4 == 3);
            var sums = Sums(history);
            return Replay.Attempt<int, long, string>(history, 0L, (sum, v) => v.Value % 4 == 3 ? $"no {v.Value}" : sum + v.Value)
                .Match(
                    states => refused < 0 && states.SequenceEqual(sums),
                    failure => failure.Index == LineOf(history)[refused].Index
                        && failure.Error == $"no {LineOf(history)[refused].Value}"
                        && failure.Before.SequenceEqual(sums.Take(refused)));
        }));

    private static ImmutableArray<ReplayState<int>> Rests(History<int> history) =>
        Replay.Run(history, 0, (sum, version) => (sum + version.Value) % 5);

    private static ImmutableArray<ReplayState<long>> Sums(History<int> history) =>
        Replay.Run(history, 0L, (sum, version) => sum + version.Value);

    private static ImmutableArray<ReplayState<int>> Values(History<int> history) =>
        Replay.Run(history, 0, (_, version) => version.Value);
}
