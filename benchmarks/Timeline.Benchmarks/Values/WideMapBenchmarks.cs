using BenchmarkDotNet.Attributes;
using Timeline.Values;

namespace Timeline.Benchmarks.Values;

/// <summary>One change in a map of a million entries, which may cost no walk over them.</summary>
[MemoryDiagnoser]
public class WideMapBenchmarks
{
    private static readonly Value One = Value.Of("one");
    private Value.Map _map = Value.Map.Empty;
    private Value.Map _after = Value.Map.Empty;
    private string _key = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        var value = Json.Parse(JsonData.WideMap(1_000_000))
            .Match(value => value, error => throw new InvalidOperationException(error.Message));
        _map = (Value.Map)value;
        _key = _map.Keys[500_000];
        _after = _map.Set(_key, One);
    }

    [Benchmark]
    public bool Get() => _map.TryGetValue(_key, out _);

    [Benchmark]
    public Value.Map Set() => _map.Set(_key, One);

    [Benchmark]
    public Value.Map Insert_before_another() => _map.Insert("a new key", One, _key);

    [Benchmark]
    public Value.Map Remove() => _map.Remove(_key);

    [Benchmark]
    public string? Key_after() => _map.KeyAfter(_key);

    [Benchmark]
    public MapDifference Diff_of_one_change() => _map.Diff(_after);

    [Benchmark]
    public int Write() => Json.ToUtf8(_map).Length;
}
