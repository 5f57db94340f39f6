using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Events;

/// <summary>An event to begin with, and changes to it.</summary>
internal static class SampleEvent
{
    public static readonly EventDraft Draft = new()
    {
        Id = EventId.Of("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        Type = "WPStatusChanged",
        AggregateId = "WP001",
        Payload = Value.Map.Empty.Set("state", Value.Of("doing")),
        Timestamp = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        NodeId = "alice",
        LamportTime = 1,
        ProjectUuid = Guid.Parse("0b5f6a5e-7d3a-4f0e-9b1c-111111111111"),
        ProjectSlug = "my-project",
    };

    public static readonly ErrorDraft Failure = new()
    {
        Id = Draft.Id,
        Timestamp = Draft.Timestamp,
        Action = "save",
        Message = "disk full",
    };

    public static EventId IdOf(int number) =>
        EventId.FromBytes([.. new byte[12], .. BitConverter.GetBytes(number).Reverse()], EventIdForm.Ulid);

    public static Event Of(int id, string node, long time, string payload, EventId? cause = null, string aggregate = "WP001") =>
        Right(Event.Create(Draft with
        {
            Id = IdOf(id),
            NodeId = node,
            LamportTime = time,
            Payload = Right(Json.Parse(payload)),
            CausationId = cause,
            AggregateId = aggregate,
        }));
}
