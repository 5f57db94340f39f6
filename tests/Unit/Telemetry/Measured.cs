using System.Diagnostics;
using System.Diagnostics.Metrics;
using Timeline.Telemetry;

namespace Timeline.Tests.Unit.Telemetry;

/// <summary>What is measured and traced in the flow of one test, though all tests of the process share the meter.</summary>
internal sealed class Measured : IDisposable
{
    private static readonly AsyncLocal<Measured?> Flow = new();

    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private readonly List<(string Name, double Value, string Tags)> _measurements = [];
    private readonly List<Activity> _ended = [];

    public Measured()
    {
        Flow.Value = this;
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Meter) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
        _activities = new()
        {
            ShouldListenTo = source => source.Name == TelemetryNames.ActivitySource,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Flow.Value == this) _ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>The activities that ended, as name, status and attributes.</summary>
    public IEnumerable<string> Activities => _ended.Select(activity =>
        $"{activity.OperationName} {activity.Status} {string.Join(' ', activity.TagObjects.Select(Text))}");

    /// <summary>The measurements of an instrument, as value and attributes.</summary>
    public IEnumerable<string> Of(string name) => _measurements.Where(it => it.Name == name)
        .Select(it => FormattableString.Invariant($"{it.Value} {it.Tags}").TrimEnd());

    public IEnumerable<double> Values(string name) => _measurements.Where(it => it.Name == name).Select(it => it.Value);

    public void Observe() => _meters.RecordObservableInstruments();

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
        Flow.Value = null;
    }

    private static string Text(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Flow.Value != this) return;
        List<string> texts = [];
        foreach (var tag in tags) texts.Add(Text(tag));
        _measurements.Add((instrument.Name, value, string.Join(' ', texts)));
    }
}
