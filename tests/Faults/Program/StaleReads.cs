using System.Collections.Concurrent;
using LanguageExt;
using Timeline.Storage;
using Timeline.Tests.Stores;

namespace Timeline.Tests.Faults.Program;

/// <summary>A store that remembers what it read of a history, and mostly answers that.</summary>
internal sealed class StaleReads(IHistoryStore inner) : StoreInFront(inner)
{
    private readonly ConcurrentDictionary<HistoryName, (Option<StoredHistory> History, int Uses)> _read = new();

    public override async ValueTask<Option<StoredHistory>> FindAsync(
        HistoryName history, CancellationToken cancellation = default)
    {
        var (there, uses) = _read.GetValueOrDefault(history);
        if (uses % 8 == 0) there = await Inner.FindAsync(history, cancellation);
        _read[history] = (there, uses + 1);
        return there;
    }
}
