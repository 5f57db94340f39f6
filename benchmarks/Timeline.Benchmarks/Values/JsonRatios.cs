using System.Text.Json;
using Timeline.Benchmarks.Ratios;
using Timeline.Values;

namespace Timeline.Benchmarks.Values;

/// <summary>The required figures of values: a document of 22 MB beside the platform's nodes.</summary>
internal static class JsonRatios
{
    private const int Bytes = 22_000_000;

    public static IEnumerable<Contest> Contests()
    {
        var text = JsonData.Records(Bytes);
        var value = Read(text);
        var node = JsonData.Materialised(text);

        yield return Contest.OfTime(
            "read 22 MB", "JsonNode, materialised", 0.5, () => JsonData.Materialised(text), () => Read(text));
        yield return Contest.OfTime(
            "write 22 MB", "JsonNode", 1.0, () => JsonSerializer.SerializeToUtf8Bytes(node), () => Json.ToUtf8(value));
        yield return Contest.OfMemory(
            "held by 22 MB, per byte of text", "JsonNode, materialised", 0.5, () => JsonData.Materialised(text), () => Read(text), Bytes);
    }

    private static Value Read(byte[] text) =>
        Json.Parse(text).Match(value => value, error => throw new InvalidOperationException(error.Message));
}
