using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Timeline.Values;

namespace Timeline.Benchmarks.Values;

/// <summary>Reading and writing a document of 22 MB, beside the platform's documents and nodes.</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private byte[] _text = [];
    private Value _value = Value.OfNull();
    private JsonNode? _node;

    [GlobalSetup]
    public void Setup()
    {
        _text = JsonData.Records(22_000_000);
        _value = Read();
        _node = JsonData.Materialised(_text);
    }

    [Benchmark]
    public Value Read() => Json.Parse(_text).Match(value => value, error => throw new InvalidOperationException(error.Message));

    [Benchmark(Baseline = true)]
    public JsonNode Read_nodes_and_their_values() => JsonData.Materialised(_text);

    [Benchmark]
    public int Read_a_document()
    {
        using var document = JsonDocument.Parse(_text);
        return document.RootElement.GetArrayLength();
    }

    [Benchmark]
    public int Write() => Json.ToUtf8(_value).Length;

    [Benchmark]
    public int Write_nodes() => JsonSerializer.SerializeToUtf8Bytes(_node).Length;

    [Benchmark]
    public JsonStyle Detect_the_style() => JsonStyle.Detect(_text);
}
