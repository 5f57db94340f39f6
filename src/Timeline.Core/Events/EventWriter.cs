using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>An event as the map of its fields, in the order in which <see cref="EventUtf8"/> writes them too.</summary>
internal static class EventWriter
{
    public static Value.Map Write(Event @event)
    {
        var fields = new Value.Map.Builder();
        Add(EventField.Id, OfId(@event.Id));
        Add(EventField.Type, Value.Of(@event.Type));
        Add(EventField.AggregateId, Value.Of(@event.AggregateId));
        Add(EventField.Payload, @event.Payload);
        Add(EventField.Timestamp, Value.Of(TimestampText.Write(@event.Timestamp)));
        Add(EventField.NodeId, Value.Of(@event.NodeId.Text));
        Add(EventField.LamportTime, Value.Of(@event.LamportTime));
        Add(EventField.CausationId, @event.CausationId is { } cause ? OfId(cause) : Value.OfNull());
        Add(EventField.ProjectUuid, Value.Of(@event.ProjectUuid.ToString("D")));
        Add(EventField.ProjectSlug, @event.ProjectSlug is { } slug ? Value.Of(slug) : Value.OfNull());
        Add(EventField.CorrelationId, OfId(@event.CorrelationId));
        Add(EventField.SchemaVersion, Value.Of(@event.SchemaVersion));
        Add(EventField.DataTier, Value.Of(@event.DataTier));
        if (@event.VersionVector is { } vector) Add(EventField.VersionVector, OfVector(vector));
        foreach (var (name, value) in @event.Unknown) Add(name, value);
        return fields.ToMap();

        void Add(string name, Value value) => _ = fields.TryAdd(name, value);
    }

    private static Value.Map OfVector(VersionVector vector)
    {
        var entries = new Value.Map.Builder();
        foreach (var (node, count) in ReplicaOrder.ByName(vector.Entries))
            _ = entries.TryAdd(node.Text, Value.Of(count));
        return entries.ToMap();
    }

    private static Value OfId(EventId id) => Value.Of(id.ToString());
}
