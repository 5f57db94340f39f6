using System.Collections.Immutable;
using LanguageExt;
using Timeline.Storage;

namespace Timeline.Tests.Stores;

/// <summary>A store that passes everything on to another; who breaks one thing of it overrides that.</summary>
internal abstract class StoreInFront(IHistoryStore inner) : IHistoryStore
{
    /// <summary>The other.</summary>
    public IHistoryStore Inner { get; protected set; } = inner;

    public virtual ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        Inner.HistoriesAsync(cancellation);

    public virtual ValueTask<Option<StoredHistory>> FindAsync(
        HistoryName history, CancellationToken cancellation = default) => Inner.FindAsync(history, cancellation);

    public virtual ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default) =>
        Inner.AppendAsync(history, batch, cancellation);

    public virtual ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        Inner.ReadAsync(history, number, cancellation);

    public virtual ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default) =>
        Inner.ReadAsync(history, id, cancellation);

    public virtual ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default) =>
        Inner.MatchAsync(history, prefix, cancellation);

    public virtual ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default) =>
        Inner.ReadRangeAsync(history, first, count, detail, cancellation);

    public virtual ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        Inner.ReadChainAsync(history, number, cancellation);

    public virtual ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default) =>
        Inner.PruneAsync(history, numbers, cancellation);

    public virtual ValueTask CompactAsync(CancellationToken cancellation = default) => Inner.CompactAsync(cancellation);

    public virtual ValueTask<VerifyReport> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellation = default) =>
        Inner.VerifyAsync(options, cancellation);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
