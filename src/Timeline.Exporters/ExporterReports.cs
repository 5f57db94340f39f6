using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Timeline.Exporters;

/// <summary>What an exporter counts and tells: called under no lock, and never throws.</summary>
[SuppressMessage("Design", "CA1031", Justification = "What is told besides fails nothing.")]
internal sealed class ExporterReports(ExporterOptions options, string sink)
{
    private long _sent;
    private long _retried;
    private long _dropped;
    private long _refused;
    private long _damaged;
    private ExporterFailure? _last;
    private int _isDropping;

    public void Sent(long records)
    {
        Count(ref _sent, ExporterMeters.Sent, records);
        _ = Interlocked.Exchange(ref _isDropping, 0);
    }

    /// <summary>A try failed, and another follows.</summary>
    public void Failed(Exception thrown, int tries)
    {
        Count(ref _retried, ExporterMeters.Retries, 1);
        _ = Note(ExporterFailureKind.Attempt, $"{sink} did not take a batch: {FirstLine(thrown)}", [], thrown);
        if (int.IsPow2(tries)) Quietly(() => options.Logger.SinkFailed(thrown, sink, tries));
    }

    public void Recovered(int tries) => Quietly(() => options.Logger.SinkRecovered(sink, tries));

    public void Dropped(ExportRecord record, string why)
    {
        Count(ref _dropped, ExporterMeters.Dropped, 1);
        var isFirst = Interlocked.Exchange(ref _isDropping, 1) == 0;
        Tell(Note(ExporterFailureKind.Dropped, $"An entry was dropped: {why}.", [record], null), isFirst);
    }

    public void Refused(
        ExporterFailureKind kind,
        string message,
        ImmutableArray<ExportRecord> records,
        Exception? thrown,
        int count = 0)
    {
        Count(ref _refused, ExporterMeters.Refused, Math.Max(count, records.Length));
        Tell(Note(kind, message, records, thrown));
    }

    public void Damaged(long lines, string message)
    {
        Count(ref _damaged, ExporterMeters.Damaged, lines);
        Tell(Note(ExporterFailureKind.Damaged, message, [], null));
    }

    public void Lost(ImmutableArray<ExportRecord> records, string message)
    {
        Count(ref _dropped, ExporterMeters.Dropped, records.Length);
        Tell(Note(ExporterFailureKind.Lost, message, records, null));
    }

    public void Trouble(string message, Exception thrown) =>
        Tell(Note(ExporterFailureKind.Spool, message, [], thrown));

    public void Note(string message, Exception? thrown) => _ = Note(ExporterFailureKind.Attempt, message, [], thrown);

    public ExporterStatus Status(long waiting, long spooled, long spoolBytes) => new(
        waiting,
        spooled,
        spoolBytes,
        Interlocked.Read(ref _sent),
        Interlocked.Read(ref _retried),
        Interlocked.Read(ref _dropped),
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _damaged),
        Volatile.Read(ref _last));

    /// <summary>What an exception says, shortly.</summary>
    public static string FirstLine(Exception thrown)
    {
        var line = thrown.Message.AsSpan();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0) line = line[..end];
        return line.Length > 300 ? $"{line[..300]}…" : line.ToString();
    }

    private void Count(ref long counter, Counter<long> meter, long count)
    {
        _ = Interlocked.Add(ref counter, count);
        ExporterMeters.Add(meter, count, sink);
    }

    private ExporterFailure Note(
        ExporterFailureKind kind, string message, ImmutableArray<ExportRecord> records, Exception? thrown)
    {
        var failure = new ExporterFailure(kind, options.TimeProvider.GetUtcNow(), message, records, thrown);
        Volatile.Write(ref _last, failure);
        return failure;
    }

    private void Tell(ExporterFailure failure, bool isLogged = true)
    {
        if (isLogged)
            Quietly(() => options.Logger.ExporterFailed(failure.Exception, sink, failure.Kind, failure.Message));
        try
        {
            options.Failed?.Invoke(failure);
        }
        catch (Exception thrown)
        {
            Quietly(() => options.Logger.FailureHookFailed(thrown, sink));
        }
    }

    private static void Quietly(Action say)
    {
        try
        {
            say();
        }
        catch (Exception)
        {
            // It is the log that would be told.
        }
    }
}
