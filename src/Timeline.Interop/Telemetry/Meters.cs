using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Timeline.Telemetry;

/// <summary>What is counted and measured.</summary>
/// <remarks>
/// Whoever listens is code of the caller's: nothing is recorded under a lock. Tags are made only while somebody
/// listens.
/// </remarks>
internal static class Meters
{
    private static readonly Meter Timeline = new(TelemetryNames.Meter, Library.Version);

    private static readonly Counter<long> Versions = Timeline.CreateCounter<long>(
        TelemetryNames.Versions, TelemetryNames.VersionsUnit, "Versions made.");

    private static readonly Counter<long> Refusals = Timeline.CreateCounter<long>(
        TelemetryNames.Refusals, TelemetryNames.RefusalsUnit, "Sets refused.");

    private static readonly Counter<long> Pruned = Timeline.CreateCounter<long>(
        TelemetryNames.VersionsPruned, TelemetryNames.VersionsUnit, "Versions dropped by retention.");

    private static readonly Counter<long> ListenerFailures = Timeline.CreateCounter<long>(
        TelemetryNames.ListenerFailures, TelemetryNames.ListenerFailuresUnit, "Exceptions of listeners.");

    private static readonly Counter<long> StreamMissed = Timeline.CreateCounter<long>(
        TelemetryNames.StreamMissed, TelemetryNames.VersionsUnit, "Versions that slow readers of streams missed.");

    private static readonly Counter<long> JournalVersions = Timeline.CreateCounter<long>(
        TelemetryNames.JournalVersions, TelemetryNames.VersionsUnit, "Versions written to a store.");

    private static readonly Counter<long> JournalBytes = Timeline.CreateCounter<long>(
        TelemetryNames.JournalBytes, TelemetryNames.JournalBytesUnit, "Size of what was written to a store.");

    private static readonly Histogram<double> JournalFlushes = Timeline.CreateHistogram<double>(
        TelemetryNames.JournalFlushDuration, TelemetryNames.DurationUnit, "Duration of writing versions to a store.");

    /// <summary>The variables of registries.</summary>
    public static Population Registered { get; } = new();

    /// <summary>The versions that journals have accepted and not written.</summary>
    public static Population Unwritten { get; } = new();

    /// <summary>How many wait for an asynchronous listener.</summary>
    public static Histogram<long> ListenerBacklog { get; } = Timeline.CreateHistogram<long>(
        TelemetryNames.ListenerBacklog, TelemetryNames.VersionsUnit, "Versions waiting for an asynchronous listener.");

    /// <summary>How long the listeners of one version took.</summary>
    public static Histogram<double> DeliveryDuration { get; } = Timeline.CreateHistogram<double>(
        TelemetryNames.DeliveryDuration, TelemetryNames.DurationUnit, "Duration of calling a version's listeners.");

    /// <summary>How many variables are registered: asked for, not told.</summary>
    public static ObservableUpDownCounter<int> Variables { get; } = Timeline.CreateObservableUpDownCounter(
        TelemetryNames.Variables, Registered.Count, TelemetryNames.VariablesUnit, "Variables registered.");

    /// <summary>How many versions wait in journals: asked for, not told.</summary>
    public static ObservableUpDownCounter<int> JournalWaiting { get; } = Timeline.CreateObservableUpDownCounter(
        TelemetryNames.JournalWaiting,
        Unwritten.Count,
        TelemetryNames.VersionsUnit,
        "Versions waiting to be written to a store.");

    /// <summary>Change entries that an observer counts.</summary>
    public static Counter<long> Changes { get; } = CounterOfChanges(Timeline);

    /// <summary>The counter of change entries of another meter.</summary>
    public static Counter<long> CounterOfChanges(Meter meter) => meter.CreateCounter<long>(
        TelemetryNames.Changes, TelemetryNames.ChangesUnit, "Change entries of tracked containers.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void VersionMade()
    {
        if (Versions.Enabled) Versions.Add(1);
    }

    public static void VersionsPruned(int count)
    {
        if (count > 0 && Pruned.Enabled) Pruned.Add(count);
    }

    /// <summary>A set was refused; the reason is one word.</summary>
    public static void Refused(string reason)
    {
        if (Refusals.Enabled) Refusals.Add(1, new KeyValuePair<string, object?>(TelemetryNames.RefusalReason, reason));
    }

    public static void ListenerFailed(Exception thrown)
    {
        if (ListenerFailures.Enabled) ListenerFailures.Add(1, ErrorType(thrown));
    }

    /// <summary>A reader missed one; the policy is one word.</summary>
    public static void Missed(string policy)
    {
        if (!StreamMissed.Enabled) return;
        StreamMissed.Add(1, new KeyValuePair<string, object?>(TelemetryNames.SlowReader, policy));
    }

    /// <summary>All listeners of one version were called. What whoever measures throws has nowhere to go.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Delivery throws nothing, on whatever thread.")]
    public static void Delivered(TimeSpan took)
    {
        try
        {
            DeliveryDuration.Record(took.TotalSeconds);
        }
        catch (Exception)
        {
            // Whoever waits for the delivery has not asked for the measurement.
        }
    }

    /// <summary>A store has taken versions of so many bytes.</summary>
    public static void Appended(long bytes)
    {
        if (bytes > 0 && JournalBytes.Enabled) JournalBytes.Add(bytes);
    }

    /// <summary>A writing ended, well or not.</summary>
    public static void Flushed(TimeSpan took, int versions, Exception? failure)
    {
        if (versions > 0 && JournalVersions.Enabled) JournalVersions.Add(versions);
        if (!JournalFlushes.Enabled) return;
        if (failure is null) JournalFlushes.Record(took.TotalSeconds);
        else JournalFlushes.Record(took.TotalSeconds, ErrorType(failure));
    }

    private static KeyValuePair<string, object?> ErrorType(Exception thrown) =>
        new(TelemetryNames.ErrorType, thrown.GetType().FullName);
}
