using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>The map beside its peers, with text keys.</summary>
public class TextMapBenchmarks : MapBenchmarks<string>
{
    protected override string Key(int i) => $"key{i:000000}";
}

/// <summary>The map beside its peers, with int keys.</summary>
public class IntMapBenchmarks : MapBenchmarks<int>
{
    protected override int Key(int i) => i;
}

/// <summary>One benchmark for each operation and kind of map; single-key operations are given per thousand.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public abstract class MapBenchmarks<TKey>
    where TKey : notnull, IComparable<TKey>
{
    private MapPeers<TKey> _all = null!;

    [Params(100, 10_000, 1_000_000)]
    public int Count { get; set; }

    protected abstract TKey Key(int i);

    [GlobalSetup]
    public void Setup() => _all = MapPeers<TKey>.Of(Count, Key);

    [Benchmark(Baseline = true), BenchmarkCategory("get 1000")]
    public int Get_Dictionary() => _all.Asked.Sum(key => _all.Dictionary[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_ImmutableDictionary() => _all.Asked.Sum(key => _all.Immutable[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_ImmutableSortedDictionary() => _all.Asked.Sum(key => _all.Sorted[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_LanguageExt() => _all.Asked.Sum(key => _all.LanguageExt[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_FSharpMap() => _all.Asked.Sum(key => _all.FSharp[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_Timeline() => _all.Asked.Sum(key => _all.Ours[key]);

    [Benchmark(Baseline = true), BenchmarkCategory("set 1000")]
    public object Set_ImmutableDictionary() => _all.Asked.Aggregate(_all.Immutable, (map, key) => map.SetItem(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_ImmutableSortedDictionary() => _all.Asked.Aggregate(_all.Sorted, (map, key) => map.SetItem(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_LanguageExt() => _all.Asked.Aggregate(_all.LanguageExt, (map, key) => map.SetItem(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_FSharpMap() => _all.Asked.Aggregate(_all.FSharp, (map, key) => map.Add(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_Timeline() => _all.Asked.Aggregate(_all.Ours, (map, key) => map.Set(key, -1));

    [Benchmark(Baseline = true), BenchmarkCategory("remove 1000")]
    public object Remove_ImmutableDictionary() => _all.Asked.Aggregate(_all.Immutable, (map, key) => map.Remove(key));

    [Benchmark, BenchmarkCategory("remove 1000")]
    public object Remove_LanguageExt() => _all.Asked.Aggregate(_all.LanguageExt, (map, key) => map.Remove(key));

    [Benchmark, BenchmarkCategory("remove 1000")]
    public object Remove_Timeline() => _all.Asked.Aggregate(_all.Ours, (map, key) => map.Remove(key));

    [Benchmark(Baseline = true), BenchmarkCategory("build")]
    public object Build_Dictionary() => new Dictionary<TKey, int>(_all.Pairs);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_ImmutableDictionary() => ImmutableDictionary.CreateRange(_all.Pairs);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_LanguageExt() => Prelude.toHashMap(_all.Pairs.Select(pair => (pair.Key, pair.Value)));

    [Benchmark, BenchmarkCategory("build")]
    public object Build_Timeline() => PersistentMap<TKey, int>.From(_all.Pairs);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_Timeline_builder()
    {
        var builder = new PersistentMap<TKey, int>.Builder();
        foreach (var (key, value) in _all.Pairs)
            builder.Add(key, value);
        return builder.ToMap();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("enumerate")]
    public long Enumerate_Dictionary()
    {
        var sum = 0L;
        foreach (var (_, value) in _all.Dictionary)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_ImmutableDictionary()
    {
        var sum = 0L;
        foreach (var (_, value) in _all.Immutable)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_LanguageExt()
    {
        var sum = 0L;
        foreach (var (_, value) in _all.LanguageExt)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_Timeline()
    {
        var sum = 0L;
        foreach (var (_, value) in _all.Ours)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("versions")]
    public object Diff_of_10_changes_Timeline() => _all.Ours.Diff(_all.Left);

    [Benchmark, BenchmarkCategory("versions")]
    public object Merge_of_10_and_10_Timeline() =>
        PersistentMap<TKey, int>.Merge(_all.Ours, _all.Left, _all.Right, conflict => conflict.Ours);
}
