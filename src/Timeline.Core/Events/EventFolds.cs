using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>States made of the payloads of events: a set that only grows, and a counter.</summary>
/// <remarks>
/// Law: a fold does not depend on the order or the repetition of its events, and folding two lots and putting the
/// results together is folding both at once. Pure; O(n).
/// </remarks>
public static class EventFolds
{
    /// <summary>Where the tags of a grow-only set stand in a payload, unless said otherwise.</summary>
    public const string TagsKey = "tags";

    /// <summary>Where the step of a counter stands in a payload, unless said otherwise.</summary>
    public const string DeltaKey = "delta";

    /// <summary>All tags that the events bring: a text is one tag, a list as many as it has items.</summary>
    /// <param name="events">The events; one without tags brings none.</param>
    /// <param name="key">Where in the payload the tags stand.</param>
    /// <returns>
    /// The tags, or <see cref="TimelineError.PayloadUnfit"/> for tags that are neither a text nor a list, or
    /// <see cref="TimelineError.EventContentDiffers"/>.
    /// </returns>
    public static Either<TimelineError, ImmutableHashSet<Value>> GrowOnlySet(
        IEnumerable<Event> events, string key = TagsKey) =>
        EventOrder.Distinct(events).Bind(distinct => Fold(
            distinct, ImmutableHashSet<Value>.Empty, (tags, @event) => TagsOf(@event, key).Map(tags.Union)));

    /// <summary>The sum of the steps that the events bring, each event once.</summary>
    /// <param name="events">The events; one without a step brings 0.</param>
    /// <param name="key">Where in the payload the step stands.</param>
    /// <returns>
    /// The sum, or <see cref="TimelineError.PayloadUnfit"/> for a step that is not a whole number of 64 bits, or
    /// <see cref="TimelineError.EventContentDiffers"/>.
    /// </returns>
    public static Either<TimelineError, BigInteger> Counter(IEnumerable<Event> events, string key = DeltaKey) =>
        EventOrder.Distinct(events).Bind(distinct => Fold(
            distinct, BigInteger.Zero, (sum, @event) => DeltaOf(@event, key).Map(delta => sum + delta)));

    /// <summary>What stands under a key of a payload; null where nothing does, or the payload is no map.</summary>
    internal static Value? Find(Event @event, string key) =>
        @event.Payload is Value.Map map && map.TryGetValue(key, out var value) ? value : null;

    private static Either<TimelineError, T> Fold<T>(
        ImmutableArray<Event> events, T start, Func<T, Event, Either<TimelineError, T>> step) =>
        events.Aggregate(
            Prelude.Right<TimelineError, T>(start), (sofar, @event) => sofar.Bind(state => step(state, @event)));

    private static Either<TimelineError, PersistentList<Value>> TagsOf(Event @event, string key) =>
        Find(@event, key) switch
        {
            null => PersistentList<Value>.Empty,
            Value.Text text => PersistentList.Create<Value>(text),
            Value.List list => list.Items,
            _ => new TimelineError.PayloadUnfit(@event.Id, key, "is neither a text nor a list of tags"),
        };

    private static Either<TimelineError, long> DeltaOf(Event @event, string key) => Find(@event, key) switch
    {
        null => 0,
        Value.Number number when number.TryGetInt64(out var delta) => delta,
        _ => new TimelineError.PayloadUnfit(@event.Id, key, "is not a whole number of 64 bits"),
    };
}
