using System.Collections.Immutable;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Benchmarks.Crdts;

/// <summary>Merging, and writing and reading, sets that hold much and differ in ten members.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class SetBenchmarks
{
    private OrSet<string> _set = OrSet<string>.Empty;
    private OrSet<string> _left = OrSet<string>.Empty;
    private OrSet<string> _right = OrSet<string>.Empty;
    private ImmutableHashSet<string> _bare = [];
    private ImmutableHashSet<string> _bareRight = [];
    private List<string> _texts = [];
    private byte[] _encoded = [];

    [Params(100, 10_000, CrdtData.Members)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _set = CrdtData.Set(Members);
        (_left, _right) = (CrdtData.Changed(_set, CrdtData.A, 0), CrdtData.Changed(_set, CrdtData.B, 100));
        (_bare, _bareRight) = ([.. _set], [.. _right]);
        _texts = [.. _set];
        _encoded = CrdtJson.ToUtf8(_set);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("merge")]
    public object Merge_ImmutableHashSet() => _bare.Union(_bareRight);

    [Benchmark, BenchmarkCategory("merge")]
    public object Merge_OrSet() => _left.Merge(_right);

    [Benchmark, BenchmarkCategory("merge")]
    public object Delta_OrSet() => _right.Delta(_set);

    [Benchmark(Baseline = true), BenchmarkCategory("written and read")]
    public object Coded_list() => JsonSerializer.Deserialize<List<string>>(JsonSerializer.SerializeToUtf8Bytes(_texts))!;

    [Benchmark, BenchmarkCategory("written and read")]
    public object Written_OrSet() => CrdtJson.ToUtf8(_set);

    [Benchmark, BenchmarkCategory("written and read")]
    public object Read_OrSet() => CrdtData.Known(CrdtJson.Read<OrSet<string>>(_encoded));
}

/// <summary>Merging the counts and clocks of many replicas.</summary>
public class ReplicaBenchmarks
{
    private PNCounter _up = PNCounter.Empty;
    private PNCounter _down = PNCounter.Empty;
    private PNCounter _ahead = PNCounter.Empty;
    private PNCounter _aside = PNCounter.Empty;
    private Dictionary<ReplicaId, long> _mine = [];
    private Dictionary<ReplicaId, long> _other = [];
    private VersionVector _one = VersionVector.Empty;
    private VersionVector _two = VersionVector.Empty;

    [Params(100, CrdtData.Replicas, 10_000)]
    public int Replicas { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_up, _down) = (CrdtData.Counter(0, Replicas), CrdtData.Counter(1, Replicas));
        (_ahead, _aside) = (CrdtData.Ahead(_up, 0), CrdtData.Ahead(_up, 25));
        (_one, _two) = (CrdtData.Vector(0, Replicas), CrdtData.Vector(1, Replicas));
        (_mine, _other) = (_one.Entries.ToDictionary(), _two.Entries.ToDictionary());
    }

    [Benchmark(Baseline = true)]
    public object Join_Dictionary()
    {
        var joined = new Dictionary<ReplicaId, long>(_mine);
        foreach (var (replica, steps) in _other)
            joined[replica] = Math.Max(steps, joined.GetValueOrDefault(replica));
        return joined;
    }

    [Benchmark]
    public object Join_VersionVector() => _one.Join(_two);

    [Benchmark]
    public object Merge_PNCounter_apart() => _up.Merge(_down);

    [Benchmark]
    public object Merge_PNCounter_ten_differ() => _ahead.Merge(_aside);
}
