using System.Collections.Immutable;
using LanguageExt;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Program;

/// <summary>A store that passes everything on to another, for those who break one thing of it.</summary>
internal abstract class StoreInFront(IHistoryStore inner) : IHistoryStore
{
    protected IHistoryStore Inner => inner;

    public ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        inner.HistoriesAsync(cancellation);

    public virtual ValueTask<Option<StoredHistory>> FindAsync(
        HistoryName history, CancellationToken cancellation = default) => inner.FindAsync(history, cancellation);

    public virtual ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default) =>
        inner.AppendAsync(history, batch, cancellation);

    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        inner.ReadAsync(history, number, cancellation);

    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default) =>
        inner.ReadAsync(history, id, cancellation);

    public ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default) =>
        inner.MatchAsync(history, prefix, cancellation);

    public ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default) =>
        inner.ReadRangeAsync(history, first, count, detail, cancellation);

    public ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        inner.ReadChainAsync(history, number, cancellation);

    public ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default) =>
        inner.PruneAsync(history, numbers, cancellation);

    public ValueTask CompactAsync(CancellationToken cancellation = default) => inner.CompactAsync(cancellation);

    public ValueTask<VerifyReport> VerifyAsync(CancellationToken cancellation = default) => inner.VerifyAsync(cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
