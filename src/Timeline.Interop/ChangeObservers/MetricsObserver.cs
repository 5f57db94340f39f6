using System.Diagnostics.Metrics;
using Timeline.ChangeLogs;
using Timeline.Telemetry;

namespace Timeline.ChangeObservers;

/// <summary>Counts entries: <see cref="TelemetryNames.Changes"/>, by what they say and by the kind of
/// container.</summary>
/// <remarks>Neither paths nor containers nor actors are attributes, as there may be any number of them. Any thread may
/// call any member at any time.</remarks>
public sealed class MetricsObserver : IObserver<ChangeEntry>
{
    private readonly Counter<long> _changes;

    /// <summary>Counts with the library's own meter.</summary>
    public MetricsObserver() => _changes = Meters.Changes;

    /// <summary>Counts with the meter that a factory makes, of the library's name.</summary>
    /// <param name="meters">The factory, which disposes of the meter.</param>
    public MetricsObserver(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _changes = Meters.CounterOfChanges(
            meters.Create(new MeterOptions(TelemetryNames.Meter) { Version = Library.Version }));
    }

    /// <summary>Counts with a meter.</summary>
    /// <param name="meter">The meter.</param>
    public MetricsObserver(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _changes = Meters.CounterOfChanges(meter);
    }

    /// <summary>Counts an entry. O(1).</summary>
    /// <param name="value">The entry.</param>
    public void OnNext(ChangeEntry value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!_changes.Enabled) return;
        _changes.Add(
            1,
            new KeyValuePair<string, object?>(TelemetryNames.ChangeAction, ChangeWords.Of(value.Action)),
            new KeyValuePair<string, object?>(TelemetryNames.ContainerKind, ChangeWords.Of(value.Kind)));
    }

    /// <summary>Does nothing.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>Does nothing.</summary>
    /// <param name="error">What ended the source.</param>
    public void OnError(Exception error)
    {
    }
}
