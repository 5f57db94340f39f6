using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;

namespace Timeline.Events;

/// <summary>A store of events in memory: the reference the others are held against, and a place for tests.</summary>
/// <remarks>
/// Its whole state is one immutable value that is swapped; no reader ever waits for a writer. Positions are 1, 2, 3…
/// Reading costs O(events) after the position, whatever the query.
/// </remarks>
public sealed class MemoryEventStore : IEventStore
{
    private MemoryEvents _events = MemoryEvents.Empty();

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> SaveAsync(
        IReadOnlyList<Event> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = _events;
            var plan = before.Save(events);
            if (plan.IsLeft) return new(plan.Map(made => made.Saved));
            var (after, saved) = plan.ValueUnsafe()!;
            if (ReferenceEquals(after, before)) return new(saved);
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _events, after, before), before)) continue;
            before.Wake();
            return new(saved);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Option<StoredEvent>> FindAsync(EventId id, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(_events.Find(id));
    }

    /// <inheritdoc/>
    public ValueTask<EventPosition> EndAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(_events.End);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return StreamAsync(query, goesOn: false, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SubscribeAsync(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return StreamAsync(query, goesOn: true, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private async IAsyncEnumerable<StoredEvent> StreamAsync(
        EventQuery query, bool goesOn, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = _events;
        if (!seen.Has(query.After)) throw ForeignPosition.Refuse(query, seen.End);
        for (var (after, left) = (query.After, query.Limit ?? int.MaxValue); left > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            seen = _events;
            foreach (var stored in seen.After(after).Where(query.Matches).Take(left))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
                if (query.Limit is not null) left--;
            }

            if (!goesOn) yield break;
            after = seen.End > after ? seen.End : after;
            if (left > 0) await seen.More.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }
}
