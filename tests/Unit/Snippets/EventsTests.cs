using Timeline.Causality;
using Timeline.Emitting;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Snippets;

public sealed class EventsTests
{
    [Fact]
    public async Task A_node_emits_events_and_another_merges_what_was_concurrent()
    {
        await using var events = new MemoryEventStore();
        await using var clocks = new MemoryClockStore();
        var project = new Project(Guid.NewGuid(), "my-project");
        var alice = new EventEmitter(events, await DurableClock.OpenAsync(clocks, ReplicaId.Of("alice")), project);

        var emitted = await alice.EmitAsync(new NewEvent
        {
            Type = "WPStatusChanged",
            AggregateId = "WP001",
            Payload = Value.Map.Empty.Set("state", Value.Of("doing")),
        });
        var doing = emitted.IfLeft(error => throw new TimelineException(error));

        await using var elsewhere = new MemoryEventStore();
        var bob = new EventEmitter(elsewhere, await DurableClock.OpenAsync(clocks, ReplicaId.Of("bob")), project);
        var done = Right(await bob.EmitAsync(new NewEvent
        {
            Type = "WPStatusChanged",
            AggregateId = "WP001",
            Payload = Value.Map.Empty.Set("state", Value.Of("done")).Set("tags", Value.Of("urgent")).Set("delta", Value.Of(2)),
        }));

        var received = await alice.ReceiveAsync([done]);
        Assert.True(received.IsRight);

        if (EventOrder.IsConcurrent(doing, done))
        {
            var states = new StateMachine([new("done", 4), new("for_review", 3), new("doing", 2), new("planned", 1)]);
            var resolution = states.Merge([doing, done]);
            Assert.Equal(done, resolution.Match(it => it.MergedEvent, _ => doing));
        }

        var tags = EventFolds.GrowOnlySet([doing, done]);
        var total = EventFolds.Counter([doing, done]);
        Assert.Equal("urgent, 2", $"{tags.Match(it => it.Count, _ => 0) switch { 1 => "urgent", _ => "" }}, {total.IfLeft(0)}");

        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = EventPosition.Start;
        await foreach (var stored in events.SubscribeAsync(new EventQuery { After = seen, Limit = 2 }, enough.Token))
            seen = stored.Position;

        Assert.Equal(await events.EndAsync(), seen);

        var text = EventJson.ToText(doing);
        Assert.Equal(doing, EventJson.Parse(text).IfLeft(error => throw new TimelineException(error)));

        var refused = EventJson.Parse("""{"event_id":"?","event_type":"","lamport_clock":-1}""");
        Assert.StartsWith(
            "not an event: 'event_id' is not the id of an event", refused.Match(_ => "", error => error.Message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_went_wrong_is_logged_found_and_forgotten()
    {
        await using var errors = new MemoryErrorStore();
        var ids = new EventIds();

        var entry = ErrorEntry.Create(new ErrorDraft
        {
            Id = ids.Next(),
            Timestamp = DateTimeOffset.UtcNow,
            Action = "save",
            Message = "the disk is full",
            Agent = "alice",
        });
        await errors.AppendAsync([entry.IfLeft(error => throw new TimelineException(error))]);

        await foreach (var stored in errors.ReadAsync(new ErrorQuery { Agent = "alice", Text = "DISK", Limit = 10 }))
            Assert.Equal("save", stored.Entry.Action);

        var month = new ErrorRetention { Count = 1_000, Age = TimeSpan.FromDays(30), Exempt = it => it.Resolution.Length > 0 };
        var dropped = await errors.RetainAsync(month, DateTimeOffset.UtcNow.AddDays(31));
        Assert.Single(dropped);
    }
}
