using BenchmarkDotNet.Attributes;
using Timeline.ChangeTracking;

namespace Timeline.Benchmarks.Tracking;

/// <summary>Asking for changes of 10,000 variables over ordinary objects. The peer is in another language: see <c>benchmarks/tracker-peer</c>.</summary>
/// <remarks>The changing of the objects is part of what is timed: it is an assignment each.</remarks>
public class TrackerBenchmarks
{
    private TrackerShape _shape = TrackerShape.Flat();

    [Params("deep", "flat")]
    public string Shape { get; set; } = "";

    [Params(0, 10, 10_000)]
    public int Changed { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _shape = Shape == "deep" ? TrackerShape.Deep() : TrackerShape.Flat();
        _ = _shape.Tracker.DetectChanges();
    }

    [Benchmark]
    public object Detect()
    {
        for (var i = 0; i < Changed; i++) _shape.Change(i * (TrackerShape.Variables / Changed));
        return _shape.Tracker.DetectChanges();
    }
}

/// <summary>The same where the root can never change: nothing below it is looked at.</summary>
public class FirmRootBenchmarks
{
    private readonly ChangeTracker _tracker = TrackerRatios.FirmRoot();

    [Benchmark]
    public object Detect() => _tracker.DetectChanges();
}
