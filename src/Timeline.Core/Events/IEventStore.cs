using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.Events;

/// <summary>A place where events are kept: one log that only grows, read by position.</summary>
/// <remarks>
/// <para>
/// What a caller can meet is an answer (<c>Either</c>, <c>Option</c>); trouble with the environment (the disk, the
/// server, another process) is a <see cref="Storage.HistoryStoreException"/>, and then nothing was saved, or the save
/// may be repeated without harm. An event once acknowledged is durable as far as the kind of store goes. All members
/// may be called from any thread at any time; end what reads before the store is disposed of.
/// </para>
/// <para>
/// Laws, which one suite checks for every store: a save is seen whole or not at all; saving twice is saving once;
/// an event reads back equal to what was saved. Positions ascend in the order of reading, and whoever goes on from the
/// position of the last event that was read sees every other one, once, also while others are writing: where writers
/// overtake each other, a store holds back what is saved until nothing can come before it any more.
/// So the events of one save follow each other as they were given, and a save that began after another had been
/// acknowledged stands behind it.
/// </para>
/// <para>
/// A position that is not <see cref="EventPosition.Start"/> and that no event of the store has is refused, by an
/// <see cref="ArgumentException"/> when the stream is first read: it came from another store, or from a newer state of
/// this one, which was since restored from an older copy. Where a store loses events under a stream that has read
/// them, the stream ends with <see cref="Storage.StoreTrouble.Corrupt"/>.
/// </para>
/// </remarks>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>Saves events, all or none; one that is there already with the same content is passed over.</summary>
    /// <param name="events">The events; the same one may be among them more than once.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// For each event its position and whether it is new, or <see cref="TimelineError.EventContentDiffers"/> for the
    /// first one under whose id another content is there or was given before; then nothing has changed.
    /// </returns>
    ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> SaveAsync(
        IReadOnlyList<Event> events, CancellationToken cancellation = default);

    /// <summary>The event of an id; seen as soon as its save is acknowledged.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The event, or none.</returns>
    ValueTask<Option<StoredEvent>> FindAsync(EventId id, CancellationToken cancellation = default);

    /// <summary>
    /// The position of the last event that can be read; a reader that begins here sees what comes later.
    /// </summary>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The position; <see cref="EventPosition.Start"/> where there is nothing.</returns>
    ValueTask<EventPosition> EndAsync(CancellationToken cancellation = default);

    /// <summary>Events in the order of their positions, as a stream that ends with what there is now.</summary>
    /// <remarks>Reads as it is read, some events ahead: O(largest events) memory, however many there are.</remarks>
    /// <param name="query">Which events.</param>
    /// <param name="cancellation">Gives up between events.</param>
    /// <returns>The events.</returns>
    IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellation = default);

    /// <summary>
    /// Events in the order of their positions, first what there is and then what comes, without an end.
    /// </summary>
    /// <remarks>
    /// Nothing is buffered for a subscriber: it reads from the store, and being woken only hints that there may be
    /// more. So one that is slow, or comes late, or again from the position it had reached, misses nothing and sees
    /// nothing twice.
    /// </remarks>
    /// <param name="query">Which events; with a limit, the stream ends after so many.</param>
    /// <param name="cancellation">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The events.</returns>
    IAsyncEnumerable<StoredEvent> SubscribeAsync(EventQuery query, CancellationToken cancellation = default);
}
