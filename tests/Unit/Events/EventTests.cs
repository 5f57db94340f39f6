using Timeline.Causality;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Events;

public sealed class EventTests
{
    [Fact]
    public void Everything_that_is_wrong_with_an_envelope_is_said_at_once()
    {
        var deep = Enumerable.Range(0, Event.DeepestValue + 1)
            .Aggregate((Value)Value.OfNull(), (value, _) => Value.List.From([value]));
        var wrong = SampleEvent.Draft with
        {
            Type = "",
            AggregateId = "a\0b",
            Payload = deep,
            NodeId = new string('n', 201),
            LamportTime = -1,
            ProjectSlug = "\ud800",
            SchemaVersion = "v1.0",
            DataTier = 5,
            Unknown = Value.Map.Empty.Set("event_id", Value.Of(1)).Set("deep", deep),
        };
        var faults = Assert.IsType<TimelineError.EventInvalid>(Left(Event.Create(wrong))).Faults;
        Assert.Equal(
            [
                "event_type", "aggregate_id", "payload", "node_id", "lamport_clock", "project_slug", "schema_version",
                "data_tier", "event_id", "deep",
            ],
            faults.Select(fault => fault.Field));
        var message = Left(Event.Create(wrong)).Message;
        Assert.StartsWith("not an event: 'event_type' is empty; 'aggregate_id' contains", message, StringComparison.Ordinal);
        Assert.Contains("'lamport_clock' is negative: -1; ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("v1.0.0")]
    [InlineData("1.0.0.0")]
    [InlineData("1..0")]
    [InlineData("1.0.0\n")]
    [InlineData("1.0.٣")]
    [InlineData("")]
    public void A_schema_version_is_three_numbers(string version) => Assert.Equal(
        "schema_version",
        Assert.Single(Assert.IsType<TimelineError.EventInvalid>(
            Left(Event.Create(SampleEvent.Draft with { SchemaVersion = version }))).Faults).Field);

    [Fact]
    public void A_text_may_be_as_long_as_stores_can_index()
    {
        var longest = new string('é', Event.LongestText / 2);
        Assert.Equal(longest, Right(Event.Create(SampleEvent.Draft with { Type = longest })).Type);
        Assert.True(Event.Create(SampleEvent.Draft with { Type = longest + "x" }).IsLeft);
    }

    [Fact]
    public void An_event_that_stands_alone_correlates_with_itself_and_times_are_UTC()
    {
        var there = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.FromHours(2));
        var @event = Right(Event.Create(SampleEvent.Draft with { Timestamp = there }));
        Assert.Equal(@event.Id, @event.CorrelationId);
        Assert.Equal(TimeSpan.Zero, @event.Timestamp.Offset);
        Assert.Equal(there, @event.Timestamp);
        Assert.Equal("1.0.0", @event.SchemaVersion);
    }

    [Fact]
    public void A_version_vector_counts_the_event_that_has_it()
    {
        var others = VersionVector.Empty.With(ReplicaId.Of("bob"), 4);
        Assert.True(Event.Create(SampleEvent.Draft with { VersionVector = others }).IsLeft);
        var all = others.With(ReplicaId.Of("alice"), 1);
        Assert.Equal(all, Right(Event.Create(SampleEvent.Draft with { VersionVector = all })).VersionVector);
    }

    [Fact]
    public void A_position_is_kept_as_text_and_orders_by_transaction_first()
    {
        var position = new EventPosition(ulong.MaxValue, long.MaxValue);
        Assert.Equal(position, Right(EventPosition.Parse(position.ToString())));
        Assert.True(EventPosition.Start < EventPosition.Of(1));
        Assert.True(EventPosition.Of(long.MaxValue) < new EventPosition(1, 0));
        foreach (var text in new[] { "", "1", "-1", "1-", "-1-2", "1-2-3", " 1-2", "1-9223372036854775808", "00-1", "0-01", "00-00" })
            Assert.Equal(new TimelineError.EventPositionInvalid(text), Left(EventPosition.Parse(text)));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => EventPosition.Of(-1));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new EventQuery { Limit = -1 });
    }
}
