using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LanguageExt;
using Timeline.Histories;

namespace Timeline.Benchmarks.Histories;

/// <summary>Building versions one after the other, beside what else one could keep them in.</summary>
[MemoryDiagnoser]
public class AppendBenchmarks
{
    [Params(100, 10_000, HistoryData.Count)]
    public int Versions { get; set; }

    [Benchmark(Baseline = true)]
    public object PlainChain() => HistoryData.Chain(Versions);

    [Benchmark]
    public object? History() => HistoryData.History(Versions).Head;

    [Benchmark]
    public object List()
    {
        List<object> list = [];
        for (var i = 0; i < Versions; i++) list.Add(HistoryData.Value);
        return list;
    }

    [Benchmark]
    public object ImmutableList()
    {
        var list = ImmutableList<object>.Empty;
        for (var i = 0; i < Versions; i++) list = list.Add(HistoryData.Value);
        return list;
    }

    [Benchmark]
    public object LanguageExtSeq()
    {
        var seq = Seq<object>.Empty;
        for (var i = 0; i < Versions; i++) seq = seq.Add(HistoryData.Value);
        return seq;
    }
}

/// <summary>Finding one of a million versions by index and by time, and where two lines fork.</summary>
public class FindBenchmarks
{
    private readonly ImmutableList<object> _list =
        ImmutableList.CreateRange(Enumerable.Repeat(HistoryData.Value, HistoryData.Count));

    private readonly History<object> _history = HistoryData.History();
    private readonly PlainChain _chain = HistoryData.Chain();
    private History<object>[] _forks = [];
    private PlainChain[] _plainForks = [];
    private int[] _indices = [];

    [Params(1_000, 10_000, HistoryData.Count)]
    public int Distance { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _indices = HistoryData.Indices(Distance);
        (_forks, _plainForks) = (HistoryData.Forks(_history, _indices), HistoryData.Forks(_chain, _indices));
    }

    [Benchmark(OperationsPerInvoke = HistoryData.Places)]
    public object? ImmutableListAt()
    {
        object? found = null;
        foreach (var index in _indices) found = _list[index];
        return found;
    }

    [Benchmark(OperationsPerInvoke = HistoryData.Places)]
    public object? PlainChainAt()
    {
        object? found = null;
        foreach (var index in _indices) found = _chain.At(index);
        return found;
    }

    [Benchmark(OperationsPerInvoke = HistoryData.Places)]
    public object? HistoryAt()
    {
        object? found = null;
        foreach (var index in _indices) found = _history.TryAt(index, out var version) ? version : null;
        return found;
    }

    [Benchmark(OperationsPerInvoke = HistoryData.Places)]
    public object? PlainChainFork()
    {
        object? found = null;
        foreach (var fork in _plainForks) found = PlainChain.Fork(_chain, fork);
        return found;
    }

    [Benchmark(OperationsPerInvoke = HistoryData.Places)]
    public object? HistoryCommonAncestor()
    {
        object? found = null;
        foreach (var fork in _forks) found = _history.CommonAncestor(fork);
        return found;
    }
}
