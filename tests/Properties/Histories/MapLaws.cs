using Timeline.Histories;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

public sealed class MapLaws
{
    [Fact]
    public void A_mapped_history_has_the_shape_of_the_one_it_was_made_from() =>
        Law.Holds(Scripts, script =>
        {
            var history = Grow(script)[^1];
            var mapped = history.Map(value => $"{value}");
            AssertAlike(history.Head, mapped.Head, value => $"{value}");
        });

    [Fact]
    public void Mapping_by_one_function_and_then_another_is_mapping_by_both() =>
        Law.Holds(Scripts, script =>
        {
            var history = Grow(script)[^1];
            var both = history.Map(value => (value * 3L) + 1);
            AssertAlike(both.Head, history.Map(value => value * 3L).Map(value => value + 1).Head, value => value);
        });

    [Fact]
    public void A_function_sees_every_version_once() =>
        Law.Holds(Scripts, script =>
        {
            var history = Grow(script)[^1];
            List<int> seen = [];
            _ = history.Map(value =>
            {
                seen.Add(value);
                return value;
            });
            Assert.Equal(Ancestry(history.Head!).Select(version => version.Value).Order(), seen.Order());
        });

    [Fact]
    public void A_line_of_a_hundred_thousand_is_mapped()
    {
        var history = History.Start(0, At(0));
        for (var i = 1; i < 100_000; i++) history = history.Append(i, At(i));
        Assert.Equal(-99_999, history.Map(value => -value).Head!.Value);
    }

    private static void AssertAlike<T, TMapped>(Version<T>? from, Version<TMapped>? to, Func<T, TMapped> map)
    {
        Stack<(Version<T>?, Version<TMapped>?)> open = new([(from, to)]);
        Dictionary<Version<T>, Version<TMapped>> seen = [];
        while (open.TryPop(out var pair))
        {
            var (one, other) = pair;
            Assert.Equal(one is null, other is null);
            if (one is null || other is null) continue;
            if (seen.TryGetValue(one, out var met))
            {
                Assert.Same(met, other);
                continue;
            }

            seen.Add(one, other);
            Assert.Equal((one.Index, one.Stamp, map(one.Value)), (other.Index, other.Stamp, other.Value));
            open.Push((one.Parent, other.Parent));
            open.Push((one.SecondParent, other.SecondParent));
        }
    }
}
