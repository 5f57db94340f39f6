using Timeline.Collections;

namespace Timeline.Tests.Unit.Collections;

public sealed class PersistentMapTests
{
    [Fact]
    public void What_is_set_in_an_empty_builder_is_there_when_asked_for()
    {
        foreach (var count in new[] { 1, 16, 17, 300, 3000, 50_000 })
        {
            var builder = new PersistentMap<int, int>.Builder();
            for (var i = 0; i < count; i++)
                builder.Set(i % (count / 2 + 1), i);
            Assert.Equal(Math.Min(count, count / 2 + 1), builder.Count);
            Assert.False(builder.TryAdd(0, -1));
            builder.Set(-1, -1);
            var map = builder.ToMap();
            map.Validate();
            Assert.Equal(-1, map[-1]);
            for (var key = 0; key < builder.Count - 1; key++)
                Assert.Equal(key + (count - 1 - key) / (count / 2 + 1) * (count / 2 + 1), map[key]);
        }
    }

    [Fact]
    public void A_collection_expression_makes_a_map_and_the_last_of_equal_keys_counts()
    {
        PersistentMap<string, int> none = [];
        PersistentMap<string, int> two = [new("a", 1), new("b", 2)];
        PersistentMap<string, int> more = [.. two, new("a", 3)];
        Assert.Same(PersistentMap<string, int>.Empty, none);
        Assert.Equal((1, 2, 3, 2), (two["a"], two["b"], more["a"], more.Count));
    }

    [Fact]
    public void A_map_says_its_type_and_how_much_it_holds() => Assert.Equal(
        "PersistentMap<String, Int32> of 2", PersistentMap.Create<string, int>(new("a", 1), new("b", 2)).ToString());

    [Fact]
    public void A_million_entries_are_found_changed_compared_and_merged()
    {
        const int Count = 1_000_000;
        var map = PersistentMap<int, int>.From(Enumerable.Range(0, Count).Select(i => KeyValuePair.Create(i, i)));
        map.Validate();
        Assert.Equal(Count, map.Count);
        Assert.Equal((long)Count * (Count - 1) / 2, map.Sum(entry => (long)entry.Value));

        var builder = new PersistentMap<int, int>.Builder();
        for (var i = Count - 1; i >= 0; i--)
            builder.Add(i, i);
        var built = builder.ToMap();
        built.Validate();
        Assert.True(map.Equals(built));
        Assert.Empty(map.Diff(built));

        var left = map.Set(17, -1).Remove(400_000);
        var right = map.Set(900_001, -2).Set(Count, Count);
        Assert.Equal(2, map.Diff(left).Count);
        var merged = PersistentMap<int, int>.Merge(map, left, right, conflict => conflict.Ours);
        Assert.Equal([17, 400_000, 900_001, Count], map.Diff(merged).Select(change => change.Key).Order());

        foreach (var i in Enumerable.Range(0, Count))
            Assert.True(builder.Remove(i));
        Assert.Same(PersistentMap<int, int>.Empty, builder.ToMap());
        Assert.Equal(Count, built.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(65_536)]
    [InlineData(1 << 20)]
    public void Keys_at_any_distance_of_a_power_of_two_are_spread(int distance)
    {
        var map = PersistentMap<int, int>.From(
            Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create(unchecked(i * distance), i)));
        map.Validate();
        // Deeper than this, or all in one leaf, and getting would no longer be a few steps.
        Assert.True(map.Depth() <= 4, $"depth {map.Depth()}");
    }

    [Fact]
    public void Comparing_versions_compares_no_value_they_share()
    {
        var map = PersistentMap<int, Counted>.From(
            Enumerable.Range(0, 100_000).Select(i => KeyValuePair.Create(i, new Counted(i))));
        var after = map;
        for (var i = 0; i < 10; i++)
            after = after.Set(i * 9973, new Counted(-i - 1));
        var comparer = new CountingComparer();
        Assert.Equal(10, map.Diff(after, comparer).Count);
        // Each changed leaf has at most 48 entries, of which the others are the same objects.
        Assert.True(comparer.Comparisons <= 10, $"{comparer.Comparisons} comparisons");
        Assert.False(map.Equals(after, comparer));
        Assert.True(comparer.Comparisons <= 11, $"{comparer.Comparisons} comparisons");
    }

    [Fact]
    public async Task Many_threads_may_read_one_map_while_others_derive_from_it()
    {
        var map = PersistentMap<string, int>.From(
            Enumerable.Range(0, 5000).Select(i => KeyValuePair.Create($"k{i}", i)));
        var tasks = Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            var mine = map;
            var builder = map.ToBuilder();
            for (var i = 0; i < 5000; i++)
            {
                mine = mine.Set($"k{i}", -worker);
                builder[$"k{i}"] = worker;
                Assert.Equal(i, map[$"k{i}"]);
            }
            Assert.All(mine.Values, value => Assert.Equal(-worker, value));
            Assert.All(builder.ToMap().Values, value => Assert.Equal(worker, value));
        }));
        await Task.WhenAll(tasks);
        map.Validate();
        Assert.Equal(5000L * 4999 / 2, map.Values.Sum(value => (long)value));
    }

    [Fact]
    public void A_bug_of_the_caller_throws()
    {
        var map = PersistentMap<string, int>.Empty.Set("a", 1);
        Assert.Throws<ArgumentNullException>(() => map.Set(null!, 1));
        Assert.Throws<ArgumentNullException>(() => map.TryGetValue(null!, out _));
        Assert.Throws<ArgumentException>(() => map.Add("a", 2));
        Assert.Throws<KeyNotFoundException>(() => map["b"]);
        Assert.Throws<KeyNotFoundException>(() => map.ToBuilder()["b"]);
    }

    [Fact]
    public void The_default_enumerator_walks_nothing() =>
        Assert.False(default(PersistentMap<string, int>.Enumerator).MoveNext());

    [Theory]
    [InlineData(8)]
    [InlineData(1000)]
    public void A_walk_through_an_interface_gives_the_same_and_begins_again(int count)
    {
        var map = PersistentMap<int, int>.From(Enumerable.Range(0, count).Select(i => KeyValuePair.Create(i, -i)));
        var expected = new List<KeyValuePair<int, int>>();
        foreach (var entry in map) expected.Add(entry);
        using var walk = ((IEnumerable<KeyValuePair<int, int>>)map).GetEnumerator();
        for (var round = 0; round < 2; round++)
        {
            foreach (var entry in expected)
            {
                Assert.True(walk.MoveNext());
                Assert.Equal(entry, walk.Current);
            }
            Assert.False(walk.MoveNext());
            walk.Reset();
        }
        Assert.Equal(count, expected.Select(entry => entry.Key).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1000)]
    public void A_walk_that_has_ended_stays_at_its_end(int count)
    {
        var walk = PersistentMap<int, int>.From(Enumerable.Range(0, count).Select(i => KeyValuePair.Create(i, i)))
            .GetEnumerator();
        var steps = 0;
        while (walk.MoveNext()) steps++;
        Assert.Equal(count, steps);
        Assert.False(walk.MoveNext());
        Assert.False(walk.MoveNext());
    }

    [Fact]
    public void Of_pairs_with_one_key_the_last_counts()
    {
        var map = PersistentMap<string, int>.From([new("a", 1), new("b", 2), new("a", 3)]);
        Assert.Equal(2, map.Count);
        Assert.Equal(3, map["a"]);
    }

    [Fact]
    public void Enumerating_allocates_nothing()
    {
        var map = PersistentMap<int, int>.From(Enumerable.Range(0, 10_000).Select(i => KeyValuePair.Create(i, i)));
        var sum = Sum(map);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Sum(map);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(10_000L * 9_999, sum);
    }

    private static long Sum(PersistentMap<int, int> map)
    {
        var sum = 0L;
        foreach (var (_, value) in map)
            sum += value;
        return sum;
    }

    private sealed record Counted(int Value);

    private sealed class CountingComparer : IEqualityComparer<Counted>
    {
        public int Comparisons { get; private set; }

        public bool Equals(Counted? x, Counted? y)
        {
            Comparisons++;
            return x == y;
        }

        public int GetHashCode(Counted obj) => obj.Value;
    }
}
