using System.Collections.Immutable;
using LanguageExt;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>A store that hands everything on to another; a kind of fault overrides what it changes.</summary>
internal abstract class StoreShell(IHistoryStore inner) : IHistoryStore
{
    protected IHistoryStore Inner { get; set; } = inner;

    public virtual ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default) =>
        Inner.AppendAsync(history, batch, cancellation);

    public virtual ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default) =>
        Inner.PruneAsync(history, numbers, cancellation);

    public ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        Inner.HistoriesAsync(cancellation);

    public ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default) =>
        Inner.FindAsync(history, cancellation);

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

    public ValueTask CompactAsync(CancellationToken cancellation = default) => Inner.CompactAsync(cancellation);

    public ValueTask<VerifyReport> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellation = default) =>
        Inner.VerifyAsync(options, cancellation);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
