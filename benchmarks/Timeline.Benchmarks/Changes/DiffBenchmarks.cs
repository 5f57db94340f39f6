using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Benchmarks.Changes;

/// <summary>Two versions of a wide document that share what ten changes left.</summary>
public class SharedDiffBenchmarks
{
    private Value.Map _before = Value.Map.Empty;
    private Value.Map _after = Value.Map.Empty;
    private Value.Map _aside = Value.Map.Empty;
    private Patch _patch = null!;

    [Params(100, 10_000, 1_000_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _before = Value.Map.From(Enumerable.Range(0, Entries).Select(Entry));
        _after = Enumerable.Range(0, 10).Aggregate(
            _before, (all, i) => all.Set(Entry(i * 99_991 % Entries).Key, Value.Of("changed")));
        _aside = _before.Set(Entry(7).Key, Value.Of(true));
        _patch = Diff.Between(_before, _after, DiffBenchmarks.Exact);
    }

    [Benchmark(Baseline = true)]
    public Patch Difference() => Diff.Between(_before, _after, DiffBenchmarks.Exact);

    [Benchmark]
    public object Apply() => _patch.Apply(_before);

    [Benchmark]
    public MergeResult<Value> ThreeWay() => Merge.ThreeWay(_before, _after, _aside, MergePolicy.Fail);

    private static KeyValuePair<string, Value> Entry(int i) =>
        KeyValuePair.Create(i.ToString("D9", CultureInfo.InvariantCulture), Value.Of((long)i));
}

/// <summary>
/// Two documents of some 200 KB that share nothing, against comparing JsonNode trees and comparing texts (which find
/// no difference, only that there is one).
/// </summary>
public class DiffBenchmarks
{
    internal static readonly DiffOptions Exact = new() { KeyOrder = true, Spelling = true };

    private byte[] _oldText = [];
    private byte[] _newText = [];
    private JsonNode _oldNode = null!;
    private JsonNode _newNode = null!;
    private JsonPatch _jsonPatch = null!;
    private byte[] _patchText = [];

    [GlobalSetup]
    public void Setup()
    {
        _oldText = Document(changed: false);
        _newText = Document(changed: true);
        _oldNode = JsonNode.Parse(_oldText)!;
        _newNode = JsonNode.Parse(_newText)!;
        _jsonPatch = Diff.Between(Parse(_oldText), Parse(_newText), Exact).ToJsonPatch();
        _patchText = _jsonPatch.ToUtf8();
    }

    [Benchmark]
    public Patch Unshared_parse_and_diff() => Diff.Between(Parse(_oldText), Parse(_newText), Exact);

    [Benchmark(Baseline = true)]
    public bool JsonNode_parse_and_deep_equals() =>
        JsonNode.DeepEquals(JsonNode.Parse(_oldText), JsonNode.Parse(_newText));

    [Benchmark]
    public bool JsonNode_serialize_and_compare() => _oldNode.ToJsonString() == _newNode.ToJsonString();

    [Benchmark]
    public byte[] Patch_to_text() => _jsonPatch.ToUtf8();

    [Benchmark]
    public object Patch_from_text() => JsonPatch.Parse(_patchText);

    private static Value Parse(byte[] text) => Json.Parse(text).Match(
        Right: value => value,
        Left: error => throw new InvalidOperationException(error.Message));

    /// <summary>A catalogue of 1,200 items of which ten differ, in the last place that a comparison looks too.</summary>
    private static byte[] Document(bool changed)
    {
        var text = new StringBuilder("{\"items\":[");
        for (var i = 0; i < 1200; i++)
        {
            var price = changed && i % 120 == 119 ? i + 1 : i;
            _ = text.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$"""{"id":{{i}},"name":"item {{i}}","tags":["a","b{{i % 7}}"],"size":{"w":{{i % 13}},"h":{{i % 17}}},"text":"some more words to fill it {{i * 31}}","price":{{price}}.50}""");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
