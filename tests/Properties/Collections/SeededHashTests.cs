using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

public sealed class SeededHashTests
{
    private const int Count = 10_000;

    // The runtime takes one half of such a number with the other, and has one hash for all of them.
    private static readonly long[] Colliding = [.. Enumerable.Range(1, Count).Select(half => (long)half << 32 | (uint)half)];

    [Fact]
    public void Numbers_that_the_runtime_gives_one_hash_have_hashes_of_their_own()
    {
        Assert.Single(Colliding.Select(number => number.GetHashCode()).Distinct());
        AssertSpread(Colliding);
        AssertSpread(Colliding.Select(number => (ulong)number));
    }

    [Fact]
    public void Unique_ids_that_the_runtime_gives_one_hash_have_hashes_of_their_own()
    {
        var ids = Colliding.Select(number => new Guid([.. BitConverter.GetBytes(number), .. BitConverter.GetBytes(0L)])).ToArray();
        Assert.Single(ids.Select(id => id.GetHashCode()).Distinct());
        AssertSpread(ids);
    }

    [Fact]
    public void Steps_that_the_runtime_gives_one_hash_have_hashes_of_their_own() =>
        AssertSpread(Colliding.Select(number => new Dot(ReplicaId.Of("a"), number)));

    private static void AssertSpread<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull
    {
        var pairs = keys.Select((key, at) => KeyValuePair.Create(key, at)).ToArray();
        var hashes = pairs.Select(pair => PersistentMap<TKey, int>.HashOf(pair.Key)).Distinct().Count();
        Assert.InRange(hashes, Count - 10, Count);
        var map = PersistentMap<TKey, int>.From(pairs);
        map.Validate();
        Assert.All(pairs, pair => Assert.Equal(pair.Value, map[pair.Key]));
        Assert.Equal(map.Shape(), pairs.Aggregate(PersistentMap<TKey, int>.Empty, (sum, pair) => sum.Set(pair.Key, pair.Value)).Shape());
    }
}
