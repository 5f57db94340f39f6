using Timeline.Events;
using Timeline.Values;

namespace Timeline.Emitting;

/// <summary>
/// What happened, as a program tells it; an <see cref="EventEmitter"/> adds id, times, node and project.
/// </summary>
/// <remarks>Immutable. What each field must be is said at <see cref="Event"/>.</remarks>
public sealed record NewEvent
{
    /// <summary>What kind of thing happened.</summary>
    public required string Type { get; init; }

    /// <summary>What it happened to.</summary>
    public required string AggregateId { get; init; }

    /// <summary>What happened; the empty map unless said otherwise.</summary>
    public Value Payload { get; init; } = Value.Map.Empty;

    /// <summary>The event that caused this one; null for none.</summary>
    public EventId? CausationId { get; init; }

    /// <summary>What it belongs to together with others; null for itself.</summary>
    public EventId? CorrelationId { get; init; }

    /// <summary>The version of the payload's form.</summary>
    public string SchemaVersion { get; init; } = EventDraft.DefaultSchemaVersion;

    /// <summary>How far the event may be shared, 0 to 4.</summary>
    public int DataTier { get; init; }
}
