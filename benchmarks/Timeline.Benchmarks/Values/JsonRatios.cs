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

        yield return Contest.OfTime(
            $"read {megabytes} MB", "JsonNode, materialised", 0.5, () => JsonData.Materialised(text), () => Read(text));
        yield return new Contest(
            $"write {megabytes} MB", "JsonNode", 1.0, "ns",
            (effort, longest) => new Sides(
                Writing(() => JsonData.Materialised(text), node => JsonSerializer.SerializeToUtf8Bytes(node), effort, longest),
                Writing(() => Read(text), value => Json.ToUtf8(value), effort, longest)));
        yield return Contest.OfMemory(
            $"held by {megabytes} MB, per byte of text", "JsonNode, materialised", 0.5, () => JsonData.Materialised(text), () => Read(text), text.Length);
    }

    // Each time what was read anew: where its parts lie in memory is different each time, and half of what writing takes.
    private static Func<double> Writing<T>(Func<T> read, Func<T, object> write, Effort effort, TimeSpan longest)
    {
        WarmUp(read(), write, effort, longest);
        return () =>
        {
            var tree = read();
            GC.Collect();
            return Stopwatched.Nanoseconds(() => write(tree), 1);
        };
    }

    private static void WarmUp<T>(T tree, Func<T, object> write, Effort effort, TimeSpan longest) =>
        Stopwatched.Calibrated(() => write(tree), effort, longest);

    private static Value Read(byte[] text) =>
        Json.Parse(text).Match(value => value, error => throw new InvalidOperationException(error.Message));
}
