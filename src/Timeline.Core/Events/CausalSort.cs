using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.Events;

/// <summary>Sorts events so that causes come before their effects.</summary>
internal static class CausalSort
{
    public static Either<TimelineError, ImmutableArray<Event>> Sort(ImmutableArray<Event> distinct)
    {
        var byId = distinct.ToDictionary(@event => @event.Id);
        var effects = distinct.Where(HasCauseHere).ToLookup(@event => @event.CausationId!.Value);
        var ready = new PriorityQueue<Event, Event>(
            distinct.Where(@event => !HasCauseHere(@event)).Select(@event => (@event, @event)), EventOrder.Total);
        var sorted = ImmutableArray.CreateBuilder<Event>(distinct.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(next);
            foreach (var effect in effects[next.Id]) ready.Enqueue(effect, effect);
        }

        if (sorted.Count == distinct.Length) return sorted.MoveToImmutable();
        var done = sorted.Select(@event => @event.Id).ToHashSet();
        return new TimelineError.EventCycle(CycleOf(byId, distinct.Where(@event => !done.Contains(@event.Id))));

        bool HasCauseHere(Event @event) => @event.CausationId is { } cause && byId.ContainsKey(cause);
    }

    /// <summary>
    /// A cycle among events none of which can come first: whoever follows causes from one of them ends in it. It begins
    /// with its smallest id and goes on from cause to effect.
    /// </summary>
    private static ImmutableArray<EventId> CycleOf(Dictionary<EventId, Event> byId, IEnumerable<Event> stuck)
    {
        var seen = new System.Collections.Generic.HashSet<EventId>();
        var id = stuck.Min(EventOrder.Total)!.Id;
        while (seen.Add(id)) id = CauseOf(id);
        var backwards = new List<EventId> { id };
        for (var cause = CauseOf(id); cause != id; cause = CauseOf(cause)) backwards.Add(cause);
        backwards.Reverse();
        var first = backwards.IndexOf(backwards.Min());
        return [.. backwards[first..], .. backwards[..first]];

        EventId CauseOf(EventId effect) => byId[effect].CausationId!.Value;
    }
}
