using System.Globalization;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Benchmarks.Storage;

/// <summary>Events of about 500 bytes of JSON, and the same as the columns that a table of them has.</summary>
internal sealed class EventData
{
    private static readonly Guid Project = Guid.Parse("0b5f6a5e-7d3a-4f0e-9b1c-222222222222");

    private int _made;

    /// <summary>Columns of an event's row.</summary>
    public sealed record Columns(string Id, string Aggregate, string Type, string Node, byte[] Body);

    /// <summary>Events that are new, and the same as columns, under other ids; making them is not measured.</summary>
    public (List<Event> Events, List<Columns> Rows) Make(int count) => (
        [.. Enumerable.Range(0, count).Select(_ => Event())],
        [.. Enumerable.Range(0, count).Select(_ => ToColumns(Event()))]);

    private static Columns ToColumns(Event @event) => new(
        @event.Id.ToString(), @event.AggregateId, @event.Type, @event.NodeId.Text, EventJson.ToUtf8(@event));

    private Event Event()
    {
        _made++;
        var id = new byte[EventId.Size];
        _ = BitConverter.TryWriteBytes(id.AsSpan(8), _made * 7_919L);
        return Timeline.Events.Event.Create(new EventDraft
        {
            Id = EventId.FromBytes(id, EventIdForm.Ulid),
            Type = "StatusChanged",
            AggregateId = string.Create(CultureInfo.InvariantCulture, $"WP{_made % 100:000}"),
            Payload = Value.Map.Empty.Set("state", Value.Of("doing")).Set("text", Value.Of(new string('x', 100))),
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(_made),
            NodeId = "alice",
            LamportTime = _made,
            ProjectUuid = Project,
        }).IfLeft(error => throw new InvalidOperationException(error.Message));
    }
}
