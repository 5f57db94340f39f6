using Timeline.ChangeLogs;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Exporters;

/// <summary>A sink that does as it is told, and keeps what it has taken.</summary>
internal sealed class ScriptedSink(Func<ExportBatch, CancellationToken, ValueTask>? script = null) : IChangeSink
{
    private readonly List<ExportBatch> _batches = [];

    public string Name => "scripted";

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<ExportBatch> Batches
    {
        get
        {
            lock (_batches) return [.. _batches];
        }
    }

    public IEnumerable<ChangeEntryId> Ids => Batches.SelectMany(batch => batch.Records).Select(record => record.Id);

    public async ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
    {
        if (script is not null) await script(batch, cancellationToken);
        lock (_batches) _batches.Add(batch);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}
