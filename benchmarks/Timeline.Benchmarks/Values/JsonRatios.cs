using System.Text.Json;
using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;
using Timeline.Values;

namespace Timeline.Benchmarks.Values;

/// <summary>The required figures of values: a document of 22 MB beside the platform's nodes.</summary>
internal static class JsonRatios
{
    public static IEnumerable<Contest> Contests(Effort effort)
    {
        var megabytes = effort.Of(22, 4);
        var text = JsonData.Records(megabytes * 1_000_000);
        var value = Read(text);
        var node = JsonData.Materialised(text);

        yield return Contest.OfTime(
            $"read {megabytes} MB", "JsonNode, materialised", 0.5, () => JsonData.Materialised(text), () => Read(text));
        yield return Contest.OfTime(
            $"write {megabytes} MB", "JsonNode", 1.0, () => JsonSerializer.SerializeToUtf8Bytes(node), () => Json.ToUtf8(value));
        yield return Contest.OfMemory(
            $"held by {megabytes} MB, per byte of text", "JsonNode, materialised", 0.5, () => JsonData.Materialised(text), () => Read(text), text.Length);
    }

    private static Value Read(byte[] text) =>
        Json.Parse(text).Match(value => value, error => throw new InvalidOperationException(error.Message));
}
