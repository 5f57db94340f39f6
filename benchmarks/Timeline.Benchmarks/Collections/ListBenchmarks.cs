using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>The list beside its peers; operations at one place are given per thousand.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ListBenchmarks
{
    private const int Asked = 1000;

    private string[] _elements = [];
    private int[] _places = [];
    private ImmutableList<string> _immutable = [];
    private Seq<string> _seq;
    private Lst<string> _lst;
    private PersistentList<string> _ours = [];
    private PersistentList<string> _edited = [];

    [Params(100, 10_000, 1_000_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20130201);
        _elements = [.. Enumerable.Range(0, Count).Select(i => $"{i}")];
        _places = [.. Enumerable.Range(0, Asked).Select(_ => random.Next(Count - 10))];
        _immutable = ImmutableList.CreateRange(_elements);
        _seq = Prelude.Seq<string>(_elements);
        _lst = Prelude.toList(_elements);
        _ours = PersistentList<string>.From(_elements);
        _edited = _places[..10].Aggregate(_ours, (list, at) => list.InsertAt(at, "new"));
    }

    [Benchmark(Baseline = true), BenchmarkCategory("get 1000")]
    public int Get_ImmutableList() => _places.Sum(at => _immutable[at].Length);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_LanguageExt_Seq() => _places.Sum(at => _seq[at].Length);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_LanguageExt_Lst() => _places.Sum(at => _lst[at].Length);

    [Benchmark, BenchmarkCategory("get 1000")]
    public int Get_Timeline() => _places.Sum(at => _ours[at].Length);

    [Benchmark(Baseline = true), BenchmarkCategory("set 1000")]
    public object Set_ImmutableList() => _places.Aggregate(_immutable, (list, at) => list.SetItem(at, ""));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_LanguageExt_Lst() => _places.Aggregate(_lst, (list, at) => list.SetItem(at, ""));

    [Benchmark, BenchmarkCategory("set 1000")]
    public object Set_Timeline() => _places.Aggregate(_ours, (list, at) => list.SetAt(at, ""));

    [Benchmark(Baseline = true), BenchmarkCategory("insert 1000")]
    public object Insert_ImmutableList() => _places.Aggregate(_immutable, (list, at) => list.Insert(at, ""));

    [Benchmark, BenchmarkCategory("insert 1000")]
    public object Insert_LanguageExt_Lst() => _places.Aggregate(_lst, (list, at) => list.Insert(at, ""));

    [Benchmark, BenchmarkCategory("insert 1000")]
    public object Insert_Timeline() => _places.Aggregate(_ours, (list, at) => list.InsertAt(at, ""));

    [Benchmark(Baseline = true), BenchmarkCategory("append 1000")]
    public object Append_ImmutableList() => _places.Aggregate(_immutable, (list, _) => list.Add(""));

    [Benchmark, BenchmarkCategory("append 1000")]
    public object Append_LanguageExt_Seq() => _places.Aggregate(_seq, (list, _) => list.Add(""));

    [Benchmark, BenchmarkCategory("append 1000")]
    public object Append_Timeline() => _places.Aggregate(_ours, (list, _) => list.Add(""));

    [Benchmark(Baseline = true), BenchmarkCategory("build")]
    public object Build_ImmutableList() => ImmutableList.CreateRange(_elements);

    [Benchmark, BenchmarkCategory("build")]
    public object Build_Timeline() => PersistentList<string>.From(_elements);

    [Benchmark(Baseline = true), BenchmarkCategory("enumerate")]
    public long Enumerate_ImmutableList()
    {
        var sum = 0L;
        foreach (var element in _immutable)
            sum += element.Length;
        return sum;
    }

    [Benchmark, BenchmarkCategory("enumerate")]
    public long Enumerate_Timeline()
    {
        var sum = 0L;
        foreach (var element in _ours)
            sum += element.Length;
        return sum;
    }

    [Benchmark, BenchmarkCategory("versions")]
    public object Diff_of_10_insertions_Timeline() => _ours.Diff(_edited);
}
