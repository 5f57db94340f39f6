using FsCheck.Fluent;
using Timeline.Events;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Events;

public sealed class EventJsonLaws
{
    [Fact]
    public void An_event_reads_back_equal_from_its_own_JSON() => Law.Holds(
        EventGenerators.Any,
        @event =>
        {
            var text = EventJson.ToText(@event);
            var back = Right(EventJson.Parse(text));
            Assert.Equal(@event, back);
            Assert.Equal(@event.GetHashCode(), back.GetHashCode());
            Assert.Equal(text, EventJson.ToText(back));
            Assert.Equal(@event, Right(EventJson.Parse(EventJson.ToUtf8(@event))));
            Assert.Equal(@event, Right(Event.Create(@event.ToDraft())));
        },
        1_000);

    [Fact]
    public void An_event_is_written_as_the_map_of_its_fields_is() => Law.Holds(
        EventGenerators.Any,
        @event =>
        {
            var map = EventJson.ToValue(@event);
            Assert.Equal(Json.ToText(map), EventJson.ToText(@event));
            Assert.Equal(Json.ToUtf8(map), EventJson.ToUtf8(@event));
        },
        1_000);

    [Fact]
    public void No_value_makes_reading_an_event_throw() => Law.Holds(
        Arb.From(
            from @event in EventGenerators.Any.Generator
            from value in ValueGenerators.Values
            from field in Gen.Elements(EventJson.ToValue(@event).Keys.Append("version_vector"))
            from drop in Gen.Elements(true, false)
            select drop ? EventJson.ToValue(@event).Remove(field) : EventJson.ToValue(@event).Set(field, value)),
        map =>
        {
            foreach (var @event in EventJson.FromValue(map).RightAsEnumerable())
                Assert.Equal(@event, Right(EventJson.Parse(EventJson.ToText(@event))));
        },
        1_000);
}
