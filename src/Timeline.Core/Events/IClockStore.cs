using LanguageExt;
using Timeline.Causality;

namespace Timeline.Events;

/// <summary>A place where the Lamport times of nodes are kept, so that none is handed out twice.</summary>
/// <remarks>
/// <para>
/// Trouble with the environment is a <see cref="Storage.HistoryStoreException"/>; a time may then have been used up
/// without being seen, but none is seen twice. All members may be called from any thread at any time.
/// </para>
/// <para>
/// Laws, which one suite checks for every store: the time of a node only grows; what <see cref="AdvanceAsync"/> answers
/// is durable before it is answered, and two calls for one node never answer the same time, from however many
/// processes. Nodes are independent of each other.
/// </para>
/// </remarks>
public interface IClockStore : IAsyncDisposable
{
    /// <summary>The time a node has reached.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The time; 0 for a node that never advanced.</returns>
    ValueTask<long> LoadAsync(ReplicaId node, CancellationToken cancellation = default);

    /// <summary>
    /// Moves a node's time on, atomically: to one more than it is, or than another time where that is later.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="atLeast">The time to get beyond: what was seen of others, or 0.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The new time, or <see cref="TimelineError.ClockTimeNegative"/>, or <see cref="TimelineError.ClockExhausted"/>
    /// where no greater time is left; then nothing has changed.
    /// </returns>
    ValueTask<Either<TimelineError, long>> AdvanceAsync(
        ReplicaId node, long atLeast, CancellationToken cancellation = default);
}
