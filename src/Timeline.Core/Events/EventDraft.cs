using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>The fields of an event before they are checked; <see cref="Event.Create"/> makes the event of it.</summary>
/// <remarks>Immutable. Anything may stand in it; what each field must be is said at <see cref="Event"/>.</remarks>
public sealed record EventDraft
{
    /// <summary>The version that events have where none is said.</summary>
    public const string DefaultSchemaVersion = "1.0.0";

    /// <summary>The id.</summary>
    public required EventId Id { get; init; }

    /// <summary>What kind of thing happened.</summary>
    public required string Type { get; init; }

    /// <summary>What it happened to.</summary>
    public required string AggregateId { get; init; }

    /// <summary>What happened; the empty map unless said otherwise.</summary>
    public Value Payload { get; init; } = Value.Map.Empty;

    /// <summary>When, by the clock on the wall.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The node that recorded it.</summary>
    public required string NodeId { get; init; }

    /// <summary>When, by the node's Lamport clock.</summary>
    public required long LamportTime { get; init; }

    /// <summary>The event that caused this one; null for none.</summary>
    public EventId? CausationId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The project's name for people; null for none.</summary>
    public string? ProjectSlug { get; init; }

    /// <summary>What the event belongs to together with others; null for its own <see cref="Id"/>.</summary>
    public EventId? CorrelationId { get; init; }

    /// <summary>The version of the payload's form.</summary>
    public string SchemaVersion { get; init; } = DefaultSchemaVersion;

    /// <summary>How far the event may be shared, 0 to 4.</summary>
    public int DataTier { get; init; }

    /// <summary>What the node knew when it recorded the event, this event included; null for not said.</summary>
    public VersionVector? VersionVector { get; init; }

    /// <summary>Fields of the JSON that this library does not know, in their order.</summary>
    public Value.Map Unknown { get; init; } = Value.Map.Empty;
}
