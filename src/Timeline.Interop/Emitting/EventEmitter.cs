using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Causality;
using Timeline.Events;

namespace Timeline.Emitting;

/// <summary>Records events of a node in a store, and takes in those of other nodes.</summary>
/// <remarks>
/// Laws: of two events that are emitted one after the other the second has the greater Lamport time, and so has an
/// event that is emitted after others were received; what is refused uses up no time. What the stores throw
/// (<see cref="Storage.HistoryStoreException"/>) passes through. All members may be called from any thread at any
/// time.
/// </remarks>
public sealed class EventEmitter
{
    private readonly IEventStore _store;
    private readonly DurableClock _clock;
    private readonly Project _project;
    private readonly TimeProvider _wall;
    private readonly EventIds _ids;

    /// <summary>An emitter of a node's events.</summary>
    /// <param name="store">Where events are kept; it is not disposed of.</param>
    /// <param name="clock">The node's clock.</param>
    /// <param name="project">The project.</param>
    /// <param name="wall">The time on the wall; null for the system's.</param>
    public EventEmitter(IEventStore store, DurableClock clock, Project project, TimeProvider? wall = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(project);
        _store = store;
        _clock = clock;
        _project = project;
        _wall = wall ?? TimeProvider.System;
        _ids = new EventIds(clock: _wall);
    }

    /// <summary>Records that something happened.</summary>
    /// <param name="happened">What.</param>
    /// <param name="cancellation">Gives up; nothing is saved then, or the event is there and was not seen.</param>
    /// <returns>
    /// The event, durable; or <see cref="TimelineError.EventInvalid"/> with everything that is wrong, or
    /// <see cref="TimelineError.ClockExhausted"/>; then nothing was saved.
    /// </returns>
    public async ValueTask<Either<TimelineError, Event>> EmitAsync(
        NewEvent happened, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var draft = DraftOf(happened);
        var valid = Event.Create(draft);
        if (valid.IsLeft) return valid;
        var ticked = await _clock.TickAsync(cancellation).ConfigureAwait(false);
        var made = ticked.Bind(time => Event.Create(draft with { LamportTime = time }));
        if (made.IsLeft) return made;
        var saved = await _store.SaveAsync([made.ValueUnsafe()!], cancellation).ConfigureAwait(false);
        return saved.Bind(_ => made);
    }

    /// <summary>Takes in events of other nodes: first the own clock goes beyond them, then they are saved.</summary>
    /// <param name="events">The events, in any order; those that are there already are passed over.</param>
    /// <param name="cancellation">Gives up; to receive them again does no harm.</param>
    /// <returns>
    /// What became of each; or <see cref="TimelineError.ClockImplausible"/> for the first one whose time is not to be
    /// believed, or <see cref="TimelineError.EventContentDiffers"/>; then none was saved.
    /// </returns>
    public async ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> ReceiveAsync(
        IReadOnlyList<Event> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var doubted = events.Select(@event => LamportClock.Believed(@event.NodeId, @event.LamportTime))
            .FirstOrDefault(time => time.IsLeft, 0);
        if (doubted.IsLeft) return doubted.Map(_ => ImmutableArray<SavedEvent>.Empty);
        var latest = events.MaxBy(@event => @event.LamportTime);
        if (latest is not null && latest.LamportTime > _clock.Time)
        {
            var observed = await _clock.ObserveAsync(latest.NodeId, latest.LamportTime, cancellation)
                .ConfigureAwait(false);
            if (observed.IsLeft) return observed.Map(_ => ImmutableArray<SavedEvent>.Empty);
        }

        return await _store.SaveAsync(events, cancellation).ConfigureAwait(false);
    }

    private EventDraft DraftOf(NewEvent happened) => new()
    {
        Id = _ids.Next(),
        Type = happened.Type,
        AggregateId = happened.AggregateId,
        Payload = happened.Payload,
        Timestamp = _wall.GetUtcNow(),
        NodeId = _clock.Node.Text,
        LamportTime = 0,
        CausationId = happened.CausationId,
        ProjectUuid = _project.Uuid,
        ProjectSlug = _project.Slug,
        CorrelationId = happened.CorrelationId,
        SchemaVersion = happened.SchemaVersion,
        DataTier = happened.DataTier,
    };
}
