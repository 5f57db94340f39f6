using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Timeline.Sequences;

namespace Timeline.Benchmarks.Sequences;

/// <summary>A text of replicas: a real editing session where its file is named, else one that is made up.</summary>
/// <remarks>No library for .NET has one without native code: the peer is the text as a <see cref="string"/>, edited by copying.</remarks>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class SequenceBenchmarks
{
    private readonly EditingTrace? _trace = EditingTrace.Read();
    private CrdtText _text = CrdtText.Empty;
    private CrdtText _ours = CrdtText.Empty;
    private CrdtText _theirs = CrdtText.Empty;
    private byte[] _bytes = [];
    private string _plain = "";

    [GlobalSetup]
    public void Setup()
    {
        _text = Build();
        (_ours, _theirs) = (SequenceData.Edited(_text, SequenceData.Ann), SequenceData.Edited(_text, SequenceData.Bob));
        _bytes = _text.ToBytes();
        _plain = _text.ToString();
    }

    [Benchmark, BenchmarkCategory("whole")]
    public CrdtText Build() => _trace?.Replay(SequenceData.Ann) ?? SequenceData.Made();

    [Benchmark, BenchmarkCategory("whole")]
    public object Read() => CrdtText.FromBytes(_bytes);

    [Benchmark, BenchmarkCategory("whole")]
    public byte[] Write() => _text.ToBytes();

    [Benchmark(Baseline = true), BenchmarkCategory("one letter")]
    public string Typed_into_a_string() => _plain.Insert(_plain.Length / 2, "x");

    [Benchmark, BenchmarkCategory("one letter")]
    public object Typed() => _text.Insert(SequenceData.Ann, _text.Length / 2, "x");

    [Benchmark, BenchmarkCategory("five edits of each")]
    public object Merged() => _ours.Merge(_theirs);

    [Benchmark, BenchmarkCategory("five edits of each")]
    public object Delta() => _ours.Delta(_text);
}
