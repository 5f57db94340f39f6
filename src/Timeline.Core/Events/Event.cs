using System.Globalization;
using LanguageExt;
using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>
/// A fact that a node recorded, with all that tells what it is about, when it was and what came before.
/// </summary>
/// <remarks>
/// <para>
/// Type and aggregate have 1 to <see cref="LongestText"/> bytes of UTF-8, the slug 0 to as many, and no text contains
/// U+0000, so that every store can hold and index them. Payload and unknown fields nest at most
/// <see cref="DeepestValue"/> deep, so that the event's JSON can be read with the limits of
/// <see cref="JsonLimits.Default"/>.
/// </para>
/// <para>
/// Equality is by all fields; payloads are compared as values, so <c>1</c> equals <c>1.0</c> and the order of keys does
/// not count. Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed record Event
{
    /// <summary>How many bytes of UTF-8 a type, an aggregate or a slug may have.</summary>
    public const int LongestText = 512;

    /// <summary>How deep a payload may nest.</summary>
    public const int DeepestValue = 511;

    /// <summary>The highest <see cref="DataTier"/>.</summary>
    public const int HighestDataTier = 4;

    private Event(EventDraft draft)
    {
        Id = draft.Id;
        Type = draft.Type;
        AggregateId = draft.AggregateId;
        Payload = draft.Payload;
        Timestamp = draft.Timestamp.ToUniversalTime();
        NodeId = ReplicaId.Of(draft.NodeId);
        LamportTime = draft.LamportTime;
        CausationId = draft.CausationId;
        ProjectUuid = draft.ProjectUuid;
        ProjectSlug = draft.ProjectSlug;
        CorrelationId = draft.CorrelationId ?? draft.Id;
        SchemaVersion = draft.SchemaVersion;
        DataTier = draft.DataTier;
        VersionVector = draft.VersionVector;
        Unknown = draft.Unknown;
    }

    /// <summary>The id, the same for ever and everywhere.</summary>
    public EventId Id { get; }

    /// <summary>What kind of thing happened.</summary>
    public string Type { get; }

    /// <summary>What it happened to.</summary>
    public string AggregateId { get; }

    /// <summary>What happened, in the words of the program; a map, unless the program says otherwise.</summary>
    public Value Payload { get; }

    /// <summary>When, by the clock on the wall, in UTC to 100 nanoseconds. No order is made of it.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The node that recorded it.</summary>
    public ReplicaId NodeId { get; }

    /// <summary>When, by the node's Lamport clock; 0 or more.</summary>
    public long LamportTime { get; }

    /// <summary>The event that caused this one; null for none.</summary>
    public EventId? CausationId { get; }

    /// <summary>The project.</summary>
    public Guid ProjectUuid { get; }

    /// <summary>The project's name for people; null for none.</summary>
    public string? ProjectSlug { get; }

    /// <summary>What the event belongs to together with others; its own <see cref="Id"/> if it stands alone.</summary>
    public EventId CorrelationId { get; }

    /// <summary>The version of the payload's form: three numbers with points between them.</summary>
    public string SchemaVersion { get; }

    /// <summary>How far the event may be shared, 0 (nowhere) to <see cref="HighestDataTier"/>.</summary>
    public int DataTier { get; }

    /// <summary>
    /// How many events of each node the recording node knew, this one included; null where it did not say. It says of
    /// any two events that have it which of them knew of the other.
    /// </summary>
    public VersionVector? VersionVector { get; }

    /// <summary>Fields of the JSON that this library does not know, in their order; they are written back.</summary>
    public Value.Map Unknown { get; }

    /// <summary>The event of these fields. O(length of the texts).</summary>
    /// <param name="draft">The fields.</param>
    /// <returns>
    /// The event, or <see cref="TimelineError.EventInvalid"/> with everything that is wrong, in the order of the
    /// fields.
    /// </returns>
    public static Either<TimelineError, Event> Create(EventDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var faults = EventRules.FaultsOf(draft);
        return faults.IsEmpty ? new Event(draft) : new TimelineError.EventInvalid(faults);
    }

    /// <summary>The fields of this event, to make another one of.</summary>
    /// <returns>A draft that gives an equal event.</returns>
    public EventDraft ToDraft() => new()
    {
        Id = Id,
        Type = Type,
        AggregateId = AggregateId,
        Payload = Payload,
        Timestamp = Timestamp,
        NodeId = NodeId.Text,
        LamportTime = LamportTime,
        CausationId = CausationId,
        ProjectUuid = ProjectUuid,
        ProjectSlug = ProjectSlug,
        CorrelationId = CorrelationId,
        SchemaVersion = SchemaVersion,
        DataTier = DataTier,
        VersionVector = VersionVector,
        Unknown = Unknown,
    };

    /// <summary>The event on one line, without its payload.</summary>
    /// <returns>Its type, aggregate, node, time and id.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Type} of {AggregateId} by {NodeId.Text} at {LamportTime} ({Id})");
}
