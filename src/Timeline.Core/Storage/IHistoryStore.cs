using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.Storage;

/// <summary>A place where histories are kept: many of them, by name, each a log of versions that only grows,
/// and branches.</summary>
/// <remarks>
/// <para>
/// What a caller can meet is an answer (<c>Either</c>, <c>Option</c>); trouble with the environment (the disk,
/// the file,
/// another process) is a <see cref="HistoryStoreException"/>. A version once acknowledged is durable as far as
/// the kind of
/// store goes. All members may be called from any thread at any time.
/// </para>
/// <para>
/// Laws, which one suite checks for every store: numbers are 0, 1, 2… in the order of appending, over all branches;
/// an append is seen whole or not at all; a version reads back equal to what was appended, whether found by
/// number, by id
/// or in a range; a version that is not pruned can be restored.
/// </para>
/// </remarks>
public interface IHistoryStore : IAsyncDisposable
{
    /// <summary>All histories, in the order of their names.</summary>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The histories.</returns>
    ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default);

    /// <summary>One history: its count of versions and its branches, as they were at one moment.</summary>
    /// <param name="history">The name.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The history, or none.</returns>
    ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default);

    /// <summary>Appends versions and moves branches, all or nothing; the first append makes the history.</summary>
    /// <remarks>
    /// Cost: what the versions weigh, and now and then (when the patches since outweigh it) a snapshot. A
    /// version with an
    /// id that is there already keeps its number and is not written again.
    /// </remarks>
    /// <param name="history">The history.</param>
    /// <param name="batch">What to append.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The numbers given, or <see cref="TimelineError.VersionIdUnknown"/> (a parent or a new head),
    /// <see cref="TimelineError.VersionPruned"/> (a version stands on a first parent whose content is gone and
    /// brings no
    /// snapshot, or a head would), <see cref="TimelineError.HeadMoved"/>, <see cref="TimelineError.BranchExists"/>,
    /// <see cref="TimelineError.BranchUnknown"/> (a branch to move, or to become the current one); then
    /// nothing has changed.
    /// </returns>
    ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default);

    /// <summary>The version of a number, with its payload.</summary>
    /// <param name="history">The history.</param>
    /// <param name="number">The number.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The version, or what is unknown.</returns>
    ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default);

    /// <summary>The version of an id, with its payload.</summary>
    /// <param name="history">The history.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The version, or what is unknown.</returns>
    ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default);

    /// <summary>The versions whose id begins with some digits.</summary>
    /// <param name="history">The history.</param>
    /// <param name="prefix">The digits.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The versions, by number; empty where there are none; at most ten.</returns>
    ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default);

    /// <summary>Versions in the order of their numbers.</summary>
    /// <param name="history">The history.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="detail">Whether the payloads are wanted.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The versions; fewer than asked for where the history ends, empty where there is none.</returns>
    ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default);

    /// <summary>What the value of a version is restored from; its steps are applied to its snapshot in
    /// turn.</summary>
    /// <param name="history">The history.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The chain, or what is unknown or pruned.</returns>
    ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default);

    /// <summary>Gives up the payloads of some versions; their headers stay, and every other version stays
    /// whole.</summary>
    /// <remarks>Ids and numbers do not change, and a pruned history still verifies. A version pruned already
    /// is passed over.</remarks>
    /// <param name="history">The history.</param>
    /// <param name="numbers">The versions to drop.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// What was done, or <see cref="TimelineError.PruneOfHead"/>, or what is unknown; then nothing has changed.
    /// </returns>
    ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default);

    /// <summary>Stores again, in less room, what was written for speed; worth calling after a large import.</summary>
    /// <remarks>Nothing that can be read changes.</remarks>
    /// <param name="cancellation">Gives up between histories.</param>
    /// <returns>A task that ends when it is done.</returns>
    ValueTask CompactAsync(CancellationToken cancellation = default);

    /// <summary>Reads everything, makes every digest again and replays every patch.</summary>
    /// <remarks>All that is wrong is told, as far as it can be read, and not only the first of it.</remarks>
    /// <param name="options">What is checked besides, and who is told how far it is; null for nothing.</param>
    /// <param name="cancellation">Gives up between versions.</param>
    /// <returns>What was found.</returns>
    ValueTask<VerifyReport> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellation = default);
}
