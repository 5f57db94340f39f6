using System.Diagnostics.Metrics;

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

    private static readonly Histogram<double> JournalFlushes = Timeline.CreateHistogram<double>(
        TelemetryNames.JournalFlushDuration, TelemetryNames.DurationUnit, "Duration of writing versions to a store.");

    /// <summary>How many wait for an asynchronous listener.</summary>
    public static Histogram<long> ListenerBacklog { get; } = Timeline.CreateHistogram<long>(
        TelemetryNames.ListenerBacklog, TelemetryNames.VersionsUnit, "Versions waiting for an asynchronous listener.");

    /// <summary>How long the listeners of one version took.</summary>
    public static Histogram<double> DeliveryDuration { get; } = Timeline.CreateHistogram<double>(
        TelemetryNames.DeliveryDuration, TelemetryNames.DurationUnit, "Duration of calling a version's listeners.");

    /// <summary>How many variables are registered: asked for, not told.</summary>
    public static ObservableUpDownCounter<int> Variables { get; } = Timeline.CreateObservableUpDownCounter(
        TelemetryNames.Variables, Populations.Count, TelemetryNames.VariablesUnit, "Variables registered.");

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
