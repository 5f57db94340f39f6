using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>
/// Decides between concurrent events that each put one thing into a state: by the priority of the states.
/// </summary>
/// <remarks>
/// Law: what is decided does not depend on the order or the repetition of the events. The state of the highest priority
/// wins; then the smallest node by ordinal; then the smallest id. Immutable and safe to share between threads.
/// </remarks>
public sealed class StateMachine
{
    /// <summary>Where the state stands in a payload, unless said otherwise.</summary>
    public const string StateKey = "state";

    /// <summary>Where it may stand too, if nothing else was said and it is not at <see cref="StateKey"/>.</summary>
    public const string StatusKey = "status";

    private readonly ImmutableSortedDictionary<string, int> _priorities;
    private readonly string _key;

    /// <summary>A machine of states.</summary>
    /// <param name="priorities">
    /// The states and their priorities; of two, the greater wins, and of two that are equal the smaller node.
    /// </param>
    /// <param name="key">Where in the payload the state stands.</param>
    /// <exception cref="ArgumentException">
    /// There is no state, one comes twice or has no name, or the key is empty.
    /// </exception>
    public StateMachine(IEnumerable<KeyValuePair<string, int>> priorities, string key = StateKey)
    {
        ArgumentNullException.ThrowIfNull(priorities);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var states = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (state, priority) in priorities)
        {
            StateNames.Check(state, nameof(priorities));
            if (!states.TryAdd(state, priority))
                throw new ArgumentException($"The state '{state}' comes twice.", nameof(priorities));
        }

        if (states.Count == 0) throw new ArgumentException("There is no state.", nameof(priorities));
        _priorities = states.ToImmutable();
        _key = key;
    }

    /// <summary>Decides which of some events counts. O(n log n).</summary>
    /// <param name="events">Events of one aggregate with one Lamport time.</param>
    /// <returns>
    /// The decision, or <see cref="TimelineError.NothingToMerge"/>, <see cref="TimelineError.EventsNotConcurrent"/>
    /// (their times or aggregates differ), <see cref="TimelineError.PayloadUnfit"/> (an event has no state),
    /// <see cref="TimelineError.StateUnknown"/>, or <see cref="TimelineError.EventContentDiffers"/>.
    /// </returns>
    public Either<TimelineError, ConflictResolution> Merge(IEnumerable<Event> events) =>
        EventOrder.Distinct(events).Map(distinct => EventOrder.Sort(distinct)).Bind(Decide);

    private Either<TimelineError, ConflictResolution> Decide(ImmutableArray<Event> sorted)
    {
        if (sorted.IsEmpty) return new TimelineError.NothingToMerge();
        var strange = sorted.FirstOrDefault(
            @event => @event.LamportTime != sorted[0].LamportTime || @event.AggregateId != sorted[0].AggregateId);
        if (strange is not null) return new TimelineError.EventsNotConcurrent(sorted[0], strange);
        var claims = new List<Claim>();
        foreach (var @event in sorted)
        {
            var claim = ClaimOf(@event);
            if (claim.IsLeft) return claim.Map(_ => default(ConflictResolution)!);
            claims.Add(claim.ValueUnsafe()!);
        }

        // The events are sorted by node and id already, and the first of those with the highest priority is taken.
        var winner = claims.MaxBy(claim => claim.Priority)!;
        return new ConflictResolution(winner.Event, NoteOf(winner, claims), RequiresManualReview: false, sorted);
    }

    private Either<TimelineError, Claim> ClaimOf(Event @event)
    {
        var found = Find(@event, _key);
        if (found is null && _key == StateKey) found = Find(@event, StatusKey);
        if (found is null) return new TimelineError.PayloadUnfit(@event.Id, _key, "is missing: it says the state");
        return found is Value.Text state && _priorities.TryGetValue(state.Content, out var priority)
            ? new Claim(@event, state.Content, priority)
            : new TimelineError.StateUnknown(@event.Id, found, [.. _priorities.Keys]);
    }

    private static Value? Find(Event @event, string key) =>
        EventFolds.Find(@event, key) is { } value and not Value.Null ? value : null;

    private static string NoteOf(Claim winner, List<Claim> claims)
    {
        if (claims.Count == 1) return $"Single event, no conflict: state={winner.State}";
        var node = winner.Event.NodeId;
        if (claims.TrueForAll(claim => claim.State == winner.State))
            return $"All events have same state: {winner.State} (tiebroken by node '{node}')";
        var selected = string.Create(CultureInfo.InvariantCulture, $"'{winner.State}' (priority={winner.Priority})");
        var others = string.Create(CultureInfo.InvariantCulture, $"{claims.Count - 1} conflicting events");
        return $"Selected state {selected} from node '{node}' over {others}";
    }

    private sealed record Claim(Event Event, string State, int Priority);
}
