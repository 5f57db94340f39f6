using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Timeline.Exporters;

/// <summary>What exporters count. Whoever listens is code of the caller's: nothing is recorded under a lock, and what
/// it throws goes nowhere.</summary>
internal static class ExporterMeters
{
    private static readonly Meter Exporters =
        new(ExporterNames.Meter, typeof(ExporterMeters).Assembly.GetName().Version!.ToString(3));

    private static readonly ConcurrentDictionary<ChangeExporter, string> Running = new();

    public static Counter<long> Sent { get; } = Exporters.CreateCounter<long>(
        ExporterNames.Sent, ExporterNames.RecordsUnit, "Records that sinks have taken.");

    public static Counter<long> Retries { get; } = Exporters.CreateCounter<long>(
        ExporterNames.Retries, ExporterNames.RetriesUnit, "Tries after a failed one.");

    public static Counter<long> Dropped { get; } = Exporters.CreateCounter<long>(
        ExporterNames.Dropped, ExporterNames.RecordsUnit, "Entries that were dropped or lost.");

    public static Counter<long> Refused { get; } = Exporters.CreateCounter<long>(
        ExporterNames.Refused, ExporterNames.RecordsUnit, "Records that were set aside.");

    public static Counter<long> Damaged { get; } = Exporters.CreateCounter<long>(
        ExporterNames.Damaged, ExporterNames.DamagedUnit, "Damaged lines of spools.");

    public static ObservableUpDownCounter<long> Waiting { get; } = Exporters.CreateObservableUpDownCounter(
        ExporterNames.Waiting,
        () => Measured(status => status.Waiting),
        ExporterNames.RecordsUnit,
        "Records that are taken and not with the sink.");

    public static ObservableUpDownCounter<long> SpoolBytes { get; } = Exporters.CreateObservableUpDownCounter(
        ExporterNames.SpoolBytes,
        () => Measured(status => status.SpoolBytes),
        ExporterNames.BytesUnit,
        "Bytes that spools take on the disk.");

    public static void Began(ChangeExporter exporter, string sink) => _ = Running.TryAdd(exporter, sink);

    public static void Ended(ChangeExporter exporter) => _ = Running.TryRemove(exporter, out _);

    [SuppressMessage("Design", "CA1031", Justification = "Who listens has no say in what is sent.")]
    public static void Add(Counter<long> counter, long count, string sink)
    {
        if (count == 0 || !counter.Enabled) return;
        try
        {
            counter.Add(count, new KeyValuePair<string, object?>(ExporterNames.Sink, sink));
        }
        catch (Exception)
        {
            // It is told besides: nobody waits for it.
        }
    }

    // Exporters with sinks of one name are one time series, so they are told as one.
    private static List<Measurement<long>> Measured(Func<ExporterStatus, long> count) =>
    [
        .. Running
            .GroupBy(it => it.Value, it => count(it.Key.Status), StringComparer.Ordinal)
            .Select(it => new Measurement<long>(
                it.Sum(), new KeyValuePair<string, object?>(ExporterNames.Sink, it.Key))),
    ];
}
