using Timeline.Causality;

namespace Timeline.Events;

/// <summary>
/// Which events of a store are wanted: those that match all that is said; from the beginning, all of them.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed record EventQuery
{
    /// <summary>Every event from the beginning.</summary>
    public static readonly EventQuery All = new();

    /// <summary>The aggregate; null for any.</summary>
    public string? AggregateId { get; init; }

    /// <summary>The type; null for any.</summary>
    public string? Type { get; init; }

    /// <summary>The node that recorded them; null for any.</summary>
    public ReplicaId? NodeId { get; init; }

    /// <summary>Only events after this position, itself excluded; one of the store that is asked.</summary>
    public EventPosition After { get; init; }

    /// <summary>How many events at most, 0 or more; null for no bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Limit
    {
        get;
        init => field = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit is 0 or more.");
    }

    /// <summary>Whether an event is one of those that are wanted, the limit left aside.</summary>
    /// <param name="stored">An event of the store.</param>
    /// <returns>True if it matches all that is said.</returns>
    public bool Matches(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var @event = stored.Event;
        return stored.Position > After
            && (AggregateId is null || AggregateId == @event.AggregateId)
            && (Type is null || Type == @event.Type)
            && (NodeId is null || NodeId == @event.NodeId);
    }
}
