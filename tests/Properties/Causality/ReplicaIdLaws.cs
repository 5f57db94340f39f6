using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;
using Timeline.Collections;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Causality;

public sealed class ReplicaIdLaws
{
    // Many that start alike, some that go on where others end, in one, two, three and four bytes of UTF-8.
    private static readonly Gen<string> Names =
        from start in Gen.Elements("", "a", "replica ", "replica 1", "\u00e9\u4e16", "\U0001F98A")
        from end in Gen.Elements("a", "b", "ab", "\uffff", "\u00e9", "\U0001F98A", "\"\\", "\u0001", "0", "1", "10", "100")
        from times in Gen.Elements(1, 1, 1, 2, 40)
        select start + string.Concat(Enumerable.Repeat(end, times));

    private static readonly Arbitrary<string[]> Many = Arb.From(
        Gen.Choose(0, 60).SelectMany(count => Names.ArrayOf(count)));

    [Fact]
    public void Names_are_written_in_the_order_of_their_ordinals() => Law.Holds(Many, names =>
    {
        var entries = PersistentMap<ReplicaId, long>.From(names.Select((name, at) => KeyValuePair.Create(ReplicaId.Of(name), (long)at)));
        Assert.Equal(entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal), ReplicaOrder.ByName(entries));
    });

    [Fact]
    public void Names_of_one_text_are_equal_however_they_were_read() => Law.Holds(Many, names =>
    {
        var counter = names.Aggregate(GCounter.Empty, (sum, name) => sum.Increment(ReplicaId.Of(name)).IfLeft(sum));
        var bytes = CrdtJson.ToUtf8(counter);
        Assert.Equal(counter, CrdtJson.Read<GCounter>(bytes).IfLeft(GCounter.Empty));
        Assert.All(names, name => Assert.Equal(ReplicaId.Of(name), ReplicaId.Parse(new string(name)).IfLeft(ReplicaId.Of("none"))));
        Assert.Equal(bytes, CrdtJson.ToUtf8(counter.Merge(CrdtJson.Read<GCounter>(bytes).IfLeft(GCounter.Empty))));
    });

    [Fact]
    public void Names_stay_equal_when_so_many_are_met_that_they_are_not_kept_as_one_object()
    {
        var names = Enumerable.Range(0, 20_000).Select(number => $"replica {number}").ToArray();
        var first = names.Select(ReplicaId.Of).ToArray();
        var second = names.AsParallel().AsOrdered().Select(ReplicaId.Of).ToArray();
        Assert.Equal(first, second);
        Assert.Contains(first.Zip(second), pair => !ReferenceEquals(pair.Item1, pair.Item2));
        var vector = VersionVector.From(first.Select((name, at) => KeyValuePair.Create(name, at + 1L)));
        Assert.Same(vector, vector.Join(VersionVector.From(second.Select((name, at) => KeyValuePair.Create(name, at + 1L)))));
    }
}
