using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using KellermanSoftware.CompareNetObjects;
using Timeline.Changes;

namespace Timeline.Benchmarks.Objects;

/// <summary>Two states of a program: orders of ten lines, one field of one line changed.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ObjectBenchmarks
{
    private readonly CompareLogic _peer = new(new ComparisonConfig { MaxDifferences = 10 });
    private ImmutableArray<ObjectData.Order> _before = [];
    private ImmutableArray<ObjectData.Order> _shared = [];
    private ImmutableArray<ObjectData.Order> _apart = [];
    private JsonNode? _node;
    private JsonNode? _other;

    [Params(100, 1_000, 10_000)]
    public int Orders { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _before = ObjectData.Orders(Orders);
        (_shared, _apart) = (ObjectData.Changed(_before), ObjectData.Changed(ObjectData.Orders(Orders)));
        (_node, _other) = (JsonSerializer.SerializeToNode(_before), JsonSerializer.SerializeToNode(_apart));
    }

    [Benchmark(Baseline = true), BenchmarkCategory("nothing shared")]
    public object Apart_CompareNETObjects() => _peer.Compare(_before, _apart);

    [Benchmark, BenchmarkCategory("nothing shared")]
    public bool Apart_texts_by_System_Text_Json() =>
        JsonSerializer.SerializeToUtf8Bytes(_before).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(_apart));

    [Benchmark, BenchmarkCategory("nothing shared")]
    public bool Apart_ready_nodes() => JsonNode.DeepEquals(_node, _other);

    [Benchmark, BenchmarkCategory("nothing shared")]
    public object Apart_Timeline() => Diff.Between(_before, _apart);

    [Benchmark(Baseline = true), BenchmarkCategory("the rest shared")]
    public object Shared_CompareNETObjects() => _peer.Compare(_before, _shared);

    [Benchmark, BenchmarkCategory("the rest shared")]
    public object Shared_Timeline() => Diff.Between(_before, _shared);
}

/// <summary>An object with a member of a million entries, ten changed on each side.</summary>
public class StockBenchmarks
{
    private Stock _stock = ObjectData.Stock(0);
    private Stock _ours = ObjectData.Stock(0);
    private Stock _theirs = ObjectData.Stock(0);

    [Params(100, 10_000, 1_000_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _stock = ObjectData.Stock(Entries);
        (_ours, _theirs) = (ObjectData.Changed(_stock, 0), ObjectData.Changed(_stock, 1));
    }

    [Benchmark(Baseline = true)]
    public object Compare_all_entries()
    {
        List<string> changed = [];
        foreach (var (key, line) in _ours.Lines)
        {
            if (!_stock.Lines.TryGetValue(key, out var before) || before != line) changed.Add(key);
        }

        return changed;
    }

    [Benchmark]
    public object Diff_Timeline() => Diff.Between(_stock, _ours);

    [Benchmark]
    public object Merge_Timeline() => Merge.ThreeWay(_stock, _ours, _theirs, MergePolicy.Fail);
}
