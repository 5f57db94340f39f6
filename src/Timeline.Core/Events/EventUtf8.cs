using Timeline.Causality;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>An event as compact JSON, without the map of its fields between: a store writes thousands.</summary>
/// <remarks>Law: the bytes are those of the map that <see cref="EventWriter"/> makes.</remarks>
internal static class EventUtf8
{
    public static byte[] ToBytes(Event @event)
    {
        var writer = JsonWriter.Open();
        Write(ref writer, @event);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    public static string ToText(Event @event)
    {
        var writer = JsonWriter.Open();
        Write(ref writer, @event);
        var text = writer.ToText();
        writer.Dispose();
        return text;
    }

    private static void Write(ref JsonWriter writer, Event @event)
    {
        var id = @event.Id.ToString();
        writer.WriteStart();
        Add(ref writer, EventField.Id, id);
        Add(ref writer, EventField.Type, @event.Type);
        Add(ref writer, EventField.AggregateId, @event.AggregateId);
        Add(ref writer, EventField.Payload, @event.Payload);
        Add(ref writer, EventField.Timestamp, TimestampText.Write(@event.Timestamp));
        Add(ref writer, EventField.NodeId, @event.NodeId.Text);
        Add(ref writer, EventField.LamportTime, @event.LamportTime);
        Add(ref writer, EventField.CausationId, @event.CausationId?.ToString());
        Add(ref writer, EventField.ProjectUuid, @event.ProjectUuid.ToString("D"));
        Add(ref writer, EventField.ProjectSlug, @event.ProjectSlug);
        Add(ref writer, EventField.CorrelationId,
            @event.CorrelationId == @event.Id ? id : @event.CorrelationId.ToString());
        Add(ref writer, EventField.SchemaVersion, @event.SchemaVersion);
        Add(ref writer, EventField.DataTier, @event.DataTier);
        if (@event.VersionVector is { } vector) Add(ref writer, EventField.VersionVector, vector);
        foreach (var (name, value) in @event.Unknown) Add(ref writer, name, value);
        writer.WriteEnd();
    }

    private static void Add(ref JsonWriter writer, string name, string? text)
    {
        writer.WriteField(name);
        writer.WriteContent(text);
    }

    private static void Add(ref JsonWriter writer, string name, long number)
    {
        writer.WriteField(name);
        writer.WriteContent(number);
    }

    private static void Add(ref JsonWriter writer, string name, Value value)
    {
        writer.WriteField(name);
        writer.WriteContent(value);
    }

    private static void Add(ref JsonWriter writer, string name, VersionVector vector)
    {
        writer.WriteField(name);
        writer.WriteStart();
        foreach (var (node, count) in ReplicaOrder.ByName(vector.Entries))
            Add(ref writer, node.Text, count);
        writer.WriteEnd();
    }
}
