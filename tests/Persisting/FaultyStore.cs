using System.Collections.Immutable;
using LanguageExt;
using Timeline.Storage;

namespace Timeline.Tests.Persisting;

/// <summary>A store that fails, or is slow, when a test says so.</summary>
internal sealed class FaultyStore(IHistoryStore inner) : IHistoryStore
{
    public IHistoryStore Inner { get; } = inner;

    /// <summary>Called before an append; what it throws is what the append throws.</summary>
    public Func<Task> BeforeAppend { get; set; } = () => Task.CompletedTask;

    /// <summary>Called after an append; what it throws hides that it was done.</summary>
    public Func<Task> AfterAppend { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before anything is read.</summary>
    public Action BeforeRead { get; set; } = () => { };

    public Action BeforePrune { get; set; } = () => { };

    /// <summary>How many versions each append brought.</summary>
    public List<int> Appends { get; } = [];

    public async ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        await BeforeAppend();
        var outcome = await Inner.AppendAsync(history, batch, cancellation);
        Appends.Add(batch.Versions.Length);
        await AfterAppend();
        return outcome;
    }

    public ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        Inner.HistoriesAsync(cancellation);

    public ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default)
    {
        BeforeRead();
        return Inner.FindAsync(history, cancellation);
    }

    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        Inner.ReadAsync(history, number, cancellation);

    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default) =>
        Inner.ReadAsync(history, id, cancellation);

    public ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default) =>
        Inner.MatchAsync(history, prefix, cancellation);

    public ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default) =>
        Inner.ReadRangeAsync(history, first, count, detail, cancellation);

    public ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        Inner.ReadChainAsync(history, number, cancellation);

    public ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
    {
        BeforePrune();
        return Inner.PruneAsync(history, numbers, cancellation);
    }

    public ValueTask CompactAsync(CancellationToken cancellation = default) => Inner.CompactAsync(cancellation);

    public ValueTask<VerifyReport> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellation = default) =>
        Inner.VerifyAsync(options, cancellation);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
