using System.Collections.Immutable;

namespace Timeline.Exporters;

/// <summary>What an exporter has taken and not sent, in order: in memory, and behind that in a spool.</summary>
/// <remarks>
/// All that is in memory is older than all that is in the spool: as long as something is there, what comes goes there
/// too. Called under the lock of its exporter.
/// </remarks>
internal sealed class ExportQueue(ExporterOptions options, Spool? spool)
{
    private readonly Queue<ExportRecord> _memory = new();
    private long _memoryBytes;

    /// <summary>How many are taken and not sent.</summary>
    public long Waiting => _memory.Count + Spooled;

    /// <summary>How many of them are in the spool.</summary>
    public long Spooled => spool?.Count ?? 0;

    /// <summary>Whether waiting for more would not make the next batch fuller.</summary>
    public bool IsBatchFull => _memory.Count > 0
        ? Spooled > 0 || _memory.Count >= options.BatchRecords || _memoryBytes >= options.BatchBytes
        : Spooled >= options.BatchRecords || (Spooled > 0 && spool!.Unsent >= options.BatchBytes);

    /// <summary>What is in memory.</summary>
    public IReadOnlyCollection<ExportRecord> Memory => _memory;

    /// <summary>Takes a record, if there is room.</summary>
    public bool TryAdd(ExportRecord record)
    {
        if (spool is { Use: SpoolUse.Always }) return spool.TryAppend(record, isAfterOthers: false);
        if (Spooled > 0 || !Fits(record)) return spool?.TryAppend(record, _memory.Count > 0) ?? false;
        _memory.Enqueue(record);
        _memoryBytes += Bytes(record);
        return true;
    }

    /// <summary>The oldest records in memory, as many as a batch holds; empty where there are none.</summary>
    public ImmutableArray<ExportRecord> Front()
    {
        if (_memory.Count == 0) return [];
        var front = ImmutableArray.CreateBuilder<ExportRecord>(Math.Min(_memory.Count, options.BatchRecords));
        var bytes = 0L;
        foreach (var record in _memory)
        {
            bytes += Bytes(record);
            if (front.Count > 0 && (front.Count == options.BatchRecords || bytes > options.BatchBytes)) break;
            front.Add(record);
        }

        return front.DrainToImmutable();
    }

    /// <summary>Forgets the oldest records in memory.</summary>
    public void Forget(int records)
    {
        for (var i = 0; i < records; i++) _memoryBytes -= Bytes(_memory.Dequeue());
    }

    /// <summary>Forgets all that is in memory.</summary>
    public void Forget()
    {
        _memory.Clear();
        _memoryBytes = 0;
    }

    private static long Bytes(ExportRecord record) => record.Json.Length + 1L;

    private bool Fits(ExportRecord record) => _memory.Count == 0
        || (_memory.Count < options.BufferRecords && _memoryBytes + Bytes(record) <= options.BufferBytes);
}
