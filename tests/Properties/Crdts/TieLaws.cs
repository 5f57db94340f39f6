using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>A stamp, or a dot, that somebody used for two values: all replicas take the same one.</summary>
public sealed class TieLaws
{
    private static readonly ReplicaId A = ReplicaId.Of("a");

    private static readonly WriteStamp Stamp = new(7, A);

    private static readonly Arbitrary<(int, int)> Pairs = Arb.From(Gen.Choose(0, 5).Two().Select(pair => (pair.Item1, pair.Item2)));

    [Fact]
    public void Of_two_writes_with_one_stamp_the_larger_value_counts_and_a_value_against_a_removal() => Law.Holds(Pairs, pair =>
    {
        var (left, right) = pair;
        var larger = Math.Max(left, right);
        Converge(LwwRegister<int>.Empty.Set(left, Stamp), LwwRegister<int>.Empty.Set(right, Stamp), it => Assert.Equal(larger, it.Value));
        // 0 stands for a removal.
        Converge(Written(left), Written(right), it => Assert.Equal(larger, it.Find("k").IfNone(0)));
    });

    [Fact]
    public void Of_two_values_at_one_dot_the_larger_counts() => Law.Holds(Pairs, pair =>
    {
        var (left, right) = (OrSet<int>.Empty.Add(A, pair.Item1), OrSet<int>.Empty.Add(A, pair.Item2));
        Converge(left, right, it => Assert.Equal([Math.Max(pair.Item1, pair.Item2)], it));
        var (one, two) = (Held(pair.Item1), Held(pair.Item2));
        Converge(one, two, it => Assert.Equal(new[] { pair.Item1, pair.Item2 }.Distinct().Order(), it.Value.Order()));
    });

    private static LwwMap<string, int> Written(int value) => value == 0
        ? LwwMap<string, int>.Empty.Remove("k", Stamp)
        : LwwMap<string, int>.Empty.Set("k", value, Stamp);

    private static Embedded<GSet<int>> Held(int member) => Embedded<GSet<int>>.Empty.Update(A, set => set.Add(member));

    private static void Converge<TCrdt>(TCrdt left, TCrdt right, Action<TCrdt> check)
        where TCrdt : class, ICrdt<TCrdt>
    {
        var merged = left.Merge(right);
        check(merged);
        Assert.Equal(merged, right.Merge(left));
        Assert.Same(merged, merged.Merge(left));
        Assert.Same(merged, merged.Merge(right));
    }
}
