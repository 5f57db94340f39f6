using LanguageExt;
using Timeline.Storage;
using Timeline.Tests.Stores;

namespace Timeline.Tests.Persisting;

/// <summary>A store that fails, or is slow, when a test says so.</summary>
internal sealed class FaultyStore(IHistoryStore inner) : StoreInFront(inner)
{
    /// <summary>Called before an append; what it throws is what the append throws.</summary>
    public Func<Task> BeforeAppend { get; set; } = () => Task.CompletedTask;

    /// <summary>Called after an append; what it throws hides that it was done.</summary>
    public Func<Task> AfterAppend { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before anything is read.</summary>
    public Action BeforeRead { get; set; } = () => { };

    public Action BeforePrune { get; set; } = () => { };

    /// <summary>How many versions each append brought.</summary>
    public List<int> Appends { get; } = [];

    public override async ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        await BeforeAppend();
        var outcome = await Inner.AppendAsync(history, batch, cancellation);
        Appends.Add(batch.Versions.Length);
        await AfterAppend();
        return outcome;
    }

    public override ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default)
    {
        BeforeRead();
        return Inner.FindAsync(history, cancellation);
    }

    public override ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
    {
        BeforePrune();
        return Inner.PruneAsync(history, numbers, cancellation);
    }
}
