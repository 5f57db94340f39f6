using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Benchmarks.Changes;

/// <summary>
/// Two versions of a document of a million entries that share what ten changes left, and two documents of some 200 KB
/// that share nothing, against comparing JsonNode trees and comparing texts (which find no difference, only that there is one).
/// </summary>
[MemoryDiagnoser]
public class DiffBenchmarks
{
    private static readonly DiffOptions Exact = new() { KeyOrder = true, Spelling = true };

    private Value _million = null!;
    private Value _changed = null!;
    private Patch _patch = null!;
    private byte[] _oldText = [];
    private byte[] _newText = [];
    private JsonNode _oldNode = null!;
    private JsonNode _newNode = null!;
    private JsonPatch _jsonPatch = null!;
    private byte[] _patchText = [];

    [GlobalSetup]
    public void Setup()
    {
        var map = Value.Map.From(Enumerable.Range(0, 1_000_000).Select(Entry));
        _million = map;
        _changed = Enumerable.Range(0, 10).Aggregate(map, (all, i) => all.Set(Entry(i * 99_991).Key, Value.Of("changed")));
        _patch = Diff.Between(_million, _changed, Exact);
        _oldText = Document(changed: false);
        _newText = Document(changed: true);
        _oldNode = JsonNode.Parse(_oldText)!;
        _newNode = JsonNode.Parse(_newText)!;
        _jsonPatch = Diff.Between(Parse(_oldText), Parse(_newText), Exact).ToJsonPatch();
        _patchText = _jsonPatch.ToUtf8();
    }

    [Benchmark]
    public Patch Million_shared_ten_changes() => Diff.Between(_million, _changed, Exact);

    [Benchmark]
    public object Million_apply_ten_changes() => _patch.Apply(_million);

    [Benchmark]
    public MergeResult<Value> Million_merge_ten_changes() =>
        Merge.ThreeWay(_million, _changed, ((Value.Map)_million).Set(Entry(7).Key, Value.Of(true)), MergePolicy.Fail);

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

    private static KeyValuePair<string, Value> Entry(int i) =>
        KeyValuePair.Create(i.ToString("D9", CultureInfo.InvariantCulture), Value.Of((long)i));

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
