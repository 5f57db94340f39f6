using System.Globalization;

namespace Timeline.Benchmarks.Tracking;

/// <summary>How long the change tracker in Go takes that ours is held against, on the same shapes.</summary>
/// <remarks>
/// It is another language, so it runs beside: <c>benchmarks/tracker-peer</c> prints a line for each figure, and
/// <c>TIMELINE_TRACKER_PEER</c> names the file it was written to. Without it stand the least times that were seen of
/// it, with Go 1.24, on a machine as docs/performance.md describes.
/// </remarks>
internal static class TrackerPeer
{
    private static readonly Dictionary<(string Shape, int Changed), double> Milliseconds = new()
    {
        [("deep", 0)] = 22,
        [("deep", 10)] = 19,
        [("deep", 10_000)] = 38,
        [("flat", 0)] = 8,
        [("flat", 10)] = 8,
    };

    private static readonly Lazy<Dictionary<(string Shape, int Changed), double>> Measured = new(Read);

    /// <summary>Whether the times are those of a run on this machine.</summary>
    public static string Name => Measured.Value.Count == 0 ? "Go, as it was" : "Go, here";

    /// <summary>The time of a detection, in nanoseconds; none where it was not measured.</summary>
    public static double? Of(string shape, int changed)
    {
        if (Measured.Value.TryGetValue((shape, changed), out var here)) return here;
        return Milliseconds.TryGetValue((shape, changed), out var there) ? there * 1e6 : null;
    }

    // Lines of "SHAPE CHANGED NANOSECONDS".
    private static Dictionary<(string Shape, int Changed), double> Read()
    {
        if (Environment.GetEnvironmentVariable("TIMELINE_TRACKER_PEER") is not { } path) return [];
        return File.ReadLines(path).Select(line => line.Split(' ')).ToDictionary(
            words => (words[0], int.Parse(words[1], CultureInfo.InvariantCulture)),
            words => double.Parse(words[2], CultureInfo.InvariantCulture));
    }
}
