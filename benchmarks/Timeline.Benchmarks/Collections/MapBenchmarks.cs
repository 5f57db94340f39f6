using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using LanguageExt;
using Microsoft.FSharp.Collections;
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
    private const int Asked = 1000;

    private KeyValuePair<TKey, int>[] _pairs = [];
    private TKey[] _asked = [];
    private Dictionary<TKey, int> _dictionary = [];
    private ImmutableDictionary<TKey, int> _immutable = [];
    private ImmutableSortedDictionary<TKey, int> _sorted = ImmutableSortedDictionary<TKey, int>.Empty;
    private HashMap<TKey, int> _languageExt;
    private FSharpMap<TKey, int> _fsharp = MapModule.Empty<TKey, int>();
    private PersistentMap<TKey, int> _ours = [];
    private PersistentMap<TKey, int> _left = [];
    private PersistentMap<TKey, int> _right = [];

    [Params(100, 10_000, 1_000_000)]
    public int Count { get; set; }

    protected abstract TKey Key(int i);

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20130201);
        _pairs = [.. Enumerable.Range(0, Count).Select(i => KeyValuePair.Create(Key(i), i))];
        _asked = [.. Enumerable.Range(0, Asked).Select(_ => Key(random.Next(Count)))];
        _dictionary = new Dictionary<TKey, int>(_pairs);
        _immutable = ImmutableDictionary.CreateRange(_pairs);
        _sorted = ImmutableSortedDictionary.CreateRange(_pairs);
        _languageExt = Prelude.toHashMap(_pairs.Select(pair => (pair.Key, pair.Value)));
        _fsharp = MapModule.OfSeq(_pairs.Select(pair => Tuple.Create(pair.Key, pair.Value)));
        _ours = PersistentMap<TKey, int>.From(_pairs);
        _left = _asked[..10].Aggregate(_ours, (map, key) => map.Set(key, -1));
        _right = _asked[10..20].Aggregate(_ours, (map, key) => map.Set(key, -2));
    }

    [Benchmark(Baseline = true), BenchmarkCategory("get 1000")]
    public int Get_Dictionary() => _asked.Sum(key => _dictionary[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_ImmutableDictionary() => _asked.Sum(key => _immutable[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_ImmutableSortedDictionary() => _asked.Sum(key => _sorted[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_LanguageExt() => _asked.Sum(key => _languageExt[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_FSharpMap() => _asked.Sum(key => _fsharp[key]);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_Timeline() => _asked.Sum(key => _ours[key]);

    [Benchmark(Baseline = true), BenchmarkCategory("set 1000")]
    public object Set_ImmutableDictionary() => _asked.Aggregate(_immutable, (map, key) => map.SetItem(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_ImmutableSortedDictionary() => _asked.Aggregate(_sorted, (map, key) => map.SetItem(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_LanguageExt() => _asked.Aggregate(_languageExt, (map, key) => map.SetItem(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_FSharpMap() => _asked.Aggregate(_fsharp, (map, key) => map.Add(key, -1));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_Timeline() => _asked.Aggregate(_ours, (map, key) => map.Set(key, -1));

    [Benchmark(Baseline = true), BenchmarkCategory("remove 1000")]
    public object Remove_ImmutableDictionary() => _asked.Aggregate(_immutable, (map, key) => map.Remove(key));

    [Benchmark, BenchmarkCategory("remove 1000")]
    public object Remove_LanguageExt() => _asked.Aggregate(_languageExt, (map, key) => map.Remove(key));

    [Benchmark, BenchmarkCategory("remove 1000")]
    public object Remove_Timeline() => _asked.Aggregate(_ours, (map, key) => map.Remove(key));

    [Benchmark(Baseline = true), BenchmarkCategory("build")]
    public object Build_Dictionary() => new Dictionary<TKey, int>(_pairs);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_ImmutableDictionary() => ImmutableDictionary.CreateRange(_pairs);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_LanguageExt() => Prelude.toHashMap(_pairs.Select(pair => (pair.Key, pair.Value)));

    [Benchmark, BenchmarkCategory("build")]
    public object Build_Timeline() => PersistentMap<TKey, int>.From(_pairs);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_Timeline_builder()
    {
        var builder = new PersistentMap<TKey, int>.Builder();
        foreach (var (key, value) in _pairs)
            builder.Add(key, value);
        return builder.ToMap();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("enumerate")]
    public long Enumerate_Dictionary()
    {
        var sum = 0L;
        foreach (var (_, value) in _dictionary)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_ImmutableDictionary()
    {
        var sum = 0L;
        foreach (var (_, value) in _immutable)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_LanguageExt()
    {
        var sum = 0L;
        foreach (var (_, value) in _languageExt)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_Timeline()
    {
        var sum = 0L;
        foreach (var (_, value) in _ours)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("versions")]
    public object Diff_of_10_changes_Timeline() => _ours.Diff(_left);

    [Benchmark, BenchmarkCategory("versions")]
    public object Merge_of_10_and_10_Timeline() =>
        PersistentMap<TKey, int>.Merge(_ours, _left, _right, conflict => conflict.Ours);
}
