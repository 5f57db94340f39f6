using System.Collections.Immutable;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Events;

/// <summary>What a <see cref="MemoryEventStore"/> holds at one moment: an immutable value.</summary>
/// <param name="log">The events, by position less one.</param>
/// <param name="numbers">The place of each event in the log, by id.</param>
internal sealed class MemoryEvents(PersistentList<StoredEvent> log, PersistentMap<EventId, int> numbers)
{
    // Whoever has read all of this value waits for the next one; continuations must not run inside a save.
    private readonly TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventPosition End => EventPosition.Of(log.Count);

    /// <summary>Ends when this value has been replaced by one with more events.</summary>
    public Task More => _more.Task;

    public static MemoryEvents Empty() => new([], []);

    public void Wake() => _ = _more.TrySetResult();

    public Option<StoredEvent> Find(EventId id) => numbers.Find(id).Map(number => log[number]);

    /// <summary>Whether a position is before all events, or that of one of them.</summary>
    public bool Has(EventPosition position) => position.Transaction == 0 && position <= End;

    /// <summary>The events behind a position that it <see cref="Has"/>.</summary>
    public IEnumerable<StoredEvent> After(EventPosition position)
    {
        for (var number = (int)position.Sequence; number < log.Count; number++) yield return log[number];
    }

    /// <summary>The value with more events, or itself where all are there; and what became of each.</summary>
    public Either<TimelineError, Outcome> Save(IReadOnlyList<Event> events)
    {
        var (newLog, newNumbers) = (log, numbers);
        var saved = ImmutableArray.CreateBuilder<SavedEvent>(events.Count);
        foreach (var @event in events)
        {
            var isNew = !newNumbers.TryGetValue(@event.Id, out var number);
            if (isNew)
            {
                number = newLog.Count;
                newLog = newLog.Add(new StoredEvent(EventPosition.Of(number + 1), @event));
                newNumbers = newNumbers.Add(@event.Id, number);
            }

            var stored = newLog[number];
            if (stored.Event != @event) return new TimelineError.EventContentDiffers(stored.Event, @event);
            saved.Add(new SavedEvent(stored.Position, isNew));
        }

        var after = newLog.Count == log.Count ? this : new MemoryEvents(newLog, newNumbers);
        return new Outcome(after, saved.MoveToImmutable());
    }

    /// <summary>What a save leads to.</summary>
    /// <param name="After">The value after it.</param>
    /// <param name="Saved">What became of each event.</param>
    public sealed record Outcome(MemoryEvents After, ImmutableArray<SavedEvent> Saved);
}
