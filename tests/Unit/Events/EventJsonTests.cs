using Timeline.Causality;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Events;

public sealed class EventJsonTests
{
    private const string Whole =
        """{"event_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","event_type":"WPStatusChanged","aggregate_id":"WP001","payload":{"state":"doing"},"timestamp":"2026-03-02T09:00:00Z","node_id":"alice","lamport_clock":1,"causation_id":null,"project_uuid":"0b5f6a5e-7d3a-4f0e-9b1c-111111111111","project_slug":"my-project","correlation_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","schema_version":"1.0.0","data_tier":0}""";

    [Fact]
    public void An_event_is_written_with_all_its_fields_by_their_names() =>
        Assert.Equal(Whole, EventJson.ToText(Right(Event.Create(SampleEvent.Draft))));

    [Fact]
    public void What_may_be_missing_has_its_default()
    {
        const string Least =
            """{"event_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","event_type":"t","aggregate_id":"a","timestamp":"2026-03-02T09:00:00","node_id":"n","lamport_clock":0,"project_uuid":"0b5f6a5e7d3a4f0e9b1c111111111111"}""";
        var @event = Right(EventJson.Parse(Least));
        Assert.Equal(Value.Map.Empty, @event.Payload);
        Assert.Equal(@event.Id, @event.CorrelationId);
        Assert.Null(@event.CausationId);
        Assert.Null(@event.ProjectSlug);
        Assert.Null(@event.VersionVector);
        Assert.Equal(("1.0.0", 0), (@event.SchemaVersion, @event.DataTier));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), @event.Timestamp);
    }

    [Fact]
    public void Unknown_fields_are_kept_in_their_order()
    {
        var text = Whole[..^1] + ""","zebra":1.50,"ant":{"b":1,"a":2}}""";
        var @event = Right(EventJson.Parse(text));
        Assert.Equal(["zebra", "ant"], @event.Unknown.Keys);
        Assert.Equal(text, EventJson.ToText(@event));
    }

    [Fact]
    public void A_version_vector_is_a_field_of_its_own()
    {
        var vector = VersionVector.Empty.With(ReplicaId.Of("bob"), 3).With(ReplicaId.Of("alice"), 2);
        var @event = Right(Event.Create(SampleEvent.Draft with { VersionVector = vector }));
        var text = EventJson.ToText(@event);
        Assert.EndsWith(""","version_vector":{"alice":2,"bob":3}}""", text, StringComparison.Ordinal);
        Assert.Equal(@event, Right(EventJson.Parse(text)));
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00.1234567Z", "2026-03-02T09:00:00.1234567Z")]
    [InlineData("2026-03-02T09:00:00.120+02:30", "2026-03-02T06:30:00.12Z")]
    [InlineData("2026-03-02T09:00:00.123456", "2026-03-02T09:00:00.123456Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void A_time_is_read_in_any_offset_and_written_in_UTC(string read, string written) => Assert.Equal(
        written, EventJson.ToValue(Right(EventJson.FromValue(With("timestamp", Value.Of(read)))))["timestamp"].ToString().Trim('"'));

    [Theory]
    [InlineData("timestamp", "\"2026-03-02\"")]
    [InlineData("timestamp", "\"2026-03-02T09:00:00.\"")]
    [InlineData("timestamp", "\"2026-03-02T09:00:00.Z\"")]
    [InlineData("timestamp", "\"2026-03-02T09:00:00.+02:00\"")]
    [InlineData("timestamp", "\"2026-03-02T09:00:00.12345678Z\"")]
    [InlineData("timestamp", "\"2026-02-30T09:00:00Z\"")]
    [InlineData("timestamp", "\"0001-01-01T00:00:00+01:00\"")]
    [InlineData("timestamp", "1772442000")]
    [InlineData("timestamp", "null")]
    [InlineData("event_id", "\"01ARZ3NDEKTSV4RRFFQ69G5FA!\"")]
    [InlineData("event_id", "null")]
    [InlineData("event_id", "7")]
    [InlineData("causation_id", "\"\"")]
    [InlineData("correlation_id", "\"x\"")]
    [InlineData("event_type", "\"\"")]
    [InlineData("event_type", "[]")]
    [InlineData("aggregate_id", "null")]
    [InlineData("node_id", "\"\"")]
    [InlineData("lamport_clock", "-1")]
    [InlineData("lamport_clock", "9223372036854775808")]
    [InlineData("lamport_clock", "1.5")]
    [InlineData("lamport_clock", "1e400")]
    [InlineData("lamport_clock", "\"1\"")]
    [InlineData("lamport_clock", "true")]
    [InlineData("project_uuid", "\"\"")]
    [InlineData("project_uuid", "\"not-a-uuid\"")]
    [InlineData("project_uuid", "null")]
    [InlineData("project_slug", "3")]
    [InlineData("schema_version", "\"1.0\"")]
    [InlineData("schema_version", "1")]
    [InlineData("data_tier", "5")]
    [InlineData("data_tier", "-1")]
    [InlineData("data_tier", "4294967296")]
    [InlineData("version_vector", "[]")]
    [InlineData("version_vector", "{\"alice\":0}")]
    [InlineData("version_vector", "{\"alice\":1,\"\":1}")]
    [InlineData("version_vector", "{\"alice\":9223372036854775807}")]
    [InlineData("version_vector", "{\"alice\":1,\"bob\":9007199254740992}")]
    [InlineData("version_vector", "{\"alice\":\"1\"}")]
    [InlineData("version_vector", "{\"bob\":1}")]
    public void A_field_that_is_not_what_it_must_be_is_named(string field, string json)
    {
        var error = Assert.IsType<TimelineError.EventInvalid>(Left(EventJson.FromValue(With(field, Right(Json.Parse(json))))));
        Assert.Equal(field, Assert.Single(error.Faults).Field);
    }

    [Fact]
    public void All_faults_of_reading_and_of_the_rules_are_told_together_and_once()
    {
        var error = Assert.IsType<TimelineError.EventInvalid>(Left(EventJson.Parse(
            """{"event_id":1,"event_type":"","lamport_clock":-3,"timestamp":"x","node_id":null,"data_tier":9}""")));
        Assert.Equal(
            ["event_id", "aggregate_id", "timestamp", "node_id", "project_uuid", "event_type", "lamport_clock", "data_tier"],
            error.Faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"event_id":"a","event_id":"b"}""")]
    public void Text_that_is_no_JSON_is_refused_as_such(string text) =>
        _ = Assert.IsType<TimelineError.JsonInvalid>(Left(EventJson.Parse(text)));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("3")]
    public void JSON_that_is_no_map_is_no_event(string text) =>
        _ = Assert.IsType<TimelineError.EventInvalid>(Left(EventJson.Parse(text)));

    [Fact]
    public void A_store_reads_back_numbers_longer_than_a_stranger_may_send()
    {
        var number = Value.Of(System.Numerics.BigInteger.Pow(10, 12_000) + 1);
        var @event = Right(Event.Create(SampleEvent.Draft with { Payload = Value.Map.Empty.Set("n", number) }));
        Assert.True(EventJson.Parse(EventJson.ToUtf8(@event)).IsLeft);
        Assert.Equal(@event, Right(EventJson.Parse(EventJson.ToUtf8(@event), EventJson.StoredLimits)));
    }

    private static Value.Map With(string field, Value value) => ((Value.Map)Right(Json.Parse(Whole))).Set(field, value);
}
