using LanguageExt;
using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

/// <summary>A history against a list of values and stamps, step by step.</summary>
public sealed class HistoryModelLaws
{
    private sealed record Entry(int Value, Stamp Stamp);

    [Fact]
    public void A_history_is_a_list_that_only_grows() =>
        Law.Holds(Scripts, script =>
        {
            var history = History<int>.Empty;
            List<Entry> model = [];
            List<(History<int> Head, List<Entry> Model)> olds = [];
            foreach (var number in script)
            {
                olds.Add((history, [.. model]));
                history = Step(history, model, number);
                AssertSame(model, history);
            }

            foreach (var (old, then) in olds) AssertSame(then, old);
        });

    [Fact]
    public void At_and_as_of_equal_a_search_of_all_versions() =>
        Law.Holds(Scripts, script =>
        {
            foreach (var history in Grow(script))
            {
                var line = LineOf(history);
                for (var index = -2; index < line.Count + 2; index++)
                {
                    var expected = line.Find(v => v.Index == index);
                    Assert.Equal(expected is not null, history.TryAt(index, out var found));
                    Assert.Same(expected, found);
                    Assert.Equal(expected is not null, history.At(index).IsRight);
                }

                for (var ticks = 0; ticks < 30; ticks++)
                {
                    var expected = line.FindLast(v => v.Stamp.Ticks <= ticks);
                    var found = history.AsOf(At(ticks).Time).MatchUnsafe<Version<int>?>(Right: v => v, Left: _ => null);
                    Assert.Same(expected, found);
                }
            }
        });

    [Fact]
    public void Both_directions_and_the_transitions_walk_the_same_line() =>
        Law.Holds(Scripts, script =>
        {
            foreach (var history in Grow(script))
            {
                var line = LineOf(history);
                Assert.Equal(line, history.Oldest());
                Assert.Equal(Enumerable.Reverse(line), history.Newest());
                Assert.Equal(line.Zip(line.Skip(1), (a, b) => new Transition<int>(a, b)), history.Transitions());
                Assert.All(history.Transitions(), t => Assert.True(t.Elapsed >= TimeSpan.Zero));
            }
        });

    private static History<int> Step(History<int> history, List<Entry> model, int number)
    {
        var stamp = StampFrom(number);
        var kept = model.Count == 0 ? stamp : stamp.NotBefore(model[^1].Stamp);
        var target = Pick(number, model.Count + 1);
        switch (Pick(number, 4))
        {
            case 0 when model.Count > 0:
                model.Add(new(model[0].Value, kept.WithDefaultLabel("reset to initial")));
                return Right(history.Reset(stamp));
            case 1 when target < model.Count:
                model.Add(new(model[target].Value, kept.WithDefaultLabel($"rollback to {target}")));
                return Right(history.Rollback(target, stamp));
            case 1:
                Assert.True(history.Rollback(target, stamp).IsLeft);
                return history;
            default:
                model.Add(new(number, kept));
                return history.Append(number, stamp);
        }
    }

    // Two actors and two labels: what neighbours have in common is held once, so each must come and go.
    private static Stamp StampFrom(int number) =>
        Stamp.FromTicks(Math.Abs(number) % 50, Pick(number / 4, 2) == 0 ? "somebody" : "",
            Pick(number / 8, 3) == 0 ? "set" : "");

    private static void AssertSame(List<Entry> model, History<int> history)
    {
        Assert.Equal(model.Count, history.Count);
        Assert.Equal(model, history.Oldest().Select(v => new Entry(v.Value, v.Stamp)));
        Assert.Equal(Enumerable.Range(0, model.Count), history.Oldest().Select(v => v.Index));
    }
}
