using LanguageExt;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>
/// Reads and writes events as JSON: one map with the envelope's fields and, after them, the unknown ones.
/// </summary>
/// <remarks>
/// <para>
/// Reading what was written gives an equal event. Written are all fields in one order, what is absent as <c>null</c> (a
/// version vector not at all, since few events have one), ids in canonical form and time in UTC. Read is any order;
/// causation, correlation, slug, schema version, data tier and version vector may be missing or null and then have
/// their defaults, as a payload that is missing; a time without an offset is UTC.
/// </para>
/// <para>All members may be called from any thread at any time.</para>
/// </remarks>
public static class EventJson
{
    /// <summary>
    /// Limits that every event keeps to, for whoever reads back what was written here: a store. From anyone else, read
    /// with the default ones.
    /// </summary>
    public static readonly JsonLimits StoredLimits = new()
    {
        Bytes = long.MaxValue,
        TextBytes = int.MaxValue,
        Digits = int.MaxValue,
    };

    /// <summary>Reads an event from UTF-8 text. O(bytes).</summary>
    /// <param name="utf8">One JSON value.</param>
    /// <param name="limits">What is refused; <see cref="JsonLimits.Default"/> if null.</param>
    /// <returns>
    /// The event, or <see cref="TimelineError.JsonInvalid"/> for text that is no JSON, or
    /// <see cref="TimelineError.EventInvalid"/> with everything that is wrong with the fields.
    /// </returns>
    public static Either<TimelineError, Event> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null) =>
        Json.Parse(utf8, limits).Bind(FromValue);

    /// <summary>Reads an event from a string; see <see cref="Parse(ReadOnlySpan{byte}, JsonLimits?)"/>.</summary>
    /// <param name="text">One JSON value.</param>
    /// <param name="limits">What is refused; <see cref="JsonLimits.Default"/> if null.</param>
    /// <returns>The event, or what is wrong with the text or with the fields.</returns>
    public static Either<TimelineError, Event> Parse(string text, JsonLimits? limits = null) =>
        Json.Parse(text, limits).Bind(FromValue);

    /// <summary>Makes an event of its JSON value. O(length of the texts).</summary>
    /// <param name="value">A value.</param>
    /// <returns>The event, or <see cref="TimelineError.EventInvalid"/> with everything that is wrong.</returns>
    public static Either<TimelineError, Event> FromValue(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value is Value.Map map
            ? new EventReader(map).Read()
            : new TimelineError.EventInvalid([new FieldFault("", "is not a map of fields")]);
    }

    /// <summary>An event as a JSON value. O(1), but for the unknown fields.</summary>
    /// <param name="event">The event.</param>
    /// <returns>The map of its fields.</returns>
    public static Value.Map ToValue(Event @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return EventWriter.Write(@event);
    }

    /// <summary>An event as compact UTF-8 JSON. O(size).</summary>
    /// <param name="event">The event.</param>
    /// <returns>The bytes, in an array of their own.</returns>
    public static byte[] ToUtf8(Event @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return EventUtf8.ToBytes(@event);
    }

    /// <summary>An event as compact JSON. O(size).</summary>
    /// <param name="event">The event.</param>
    /// <returns>The JSON text.</returns>
    public static string ToText(Event @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return EventUtf8.ToText(@event);
    }
}
