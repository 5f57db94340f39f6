using Timeline.Causality;
using Timeline.Emitting;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Emitting;

public sealed class EventEmitterTests
{
    private static readonly Project Project = new(Guid.Parse("0b5f6a5e-7d3a-4f0e-9b1c-111111111111"), "garden");

    [Fact]
    public async Task What_is_emitted_is_stored_with_all_that_the_emitter_adds()
    {
        await using var node = await Node.OpenAsync("alice");
        var @event = Right(await node.Emitter.EmitAsync(new NewEvent
        {
            Type = "StatusChanged",
            AggregateId = "WP001",
            Payload = Value.Map.Empty.Set("state", Value.Of("doing")),
            DataTier = 2,
        }));
        Assert.Equal(("alice", 1, 2), (@event.NodeId.Text, @event.LamportTime, @event.DataTier));
        Assert.Equal((Project.Uuid, "garden"), (@event.ProjectUuid, @event.ProjectSlug));
        Assert.Equal(Node.Now, @event.Timestamp);
        Assert.Equal(Node.Now, @event.Id.Time);
        Assert.Equal([@event], await node.AllAsync());
    }

    [Fact]
    public async Task What_is_refused_uses_up_no_time()
    {
        await using var node = await Node.OpenAsync("alice");
        var refused = Left(await node.Emitter.EmitAsync(new NewEvent { Type = "", AggregateId = "", DataTier = 9 }));
        Assert.Equal(3, Assert.IsType<TimelineError.EventInvalid>(refused).Faults.Length);
        Assert.Equal(0, node.Clock.Time);
        Assert.Empty(await node.AllAsync());
    }

    [Fact]
    public async Task What_follows_on_what_was_received_is_later()
    {
        await using var alice = await Node.OpenAsync("alice");
        await using var bob = await Node.OpenAsync("bob");
        for (var at = 0; at < 5; at++) _ = Right(await bob.Emitter.EmitAsync(Happened("a")));
        var fromBob = await bob.AllAsync();
        Assert.All(Right(await alice.Emitter.ReceiveAsync(fromBob)), saved => Assert.True(saved.IsNew));
        Assert.All(Right(await alice.Emitter.ReceiveAsync(fromBob)), saved => Assert.False(saved.IsNew));
        var effect = Right(await alice.Emitter.EmitAsync(Happened("b") with { CausationId = fromBob[^1].Id }));
        Assert.True(effect.LamportTime > fromBob[^1].LamportTime);
        Assert.Equal(await alice.AllAsync(), Right(EventOrder.ByCause(await alice.AllAsync())));
    }

    [Fact]
    public async Task Events_with_an_absurd_time_are_not_taken_in_and_none_that_came_with_them()
    {
        await using var alice = await Node.OpenAsync("alice");
        await using var mallory = await Node.OpenAsync("mallory");
        var honest = Right(await mallory.Emitter.EmitAsync(Happened("a")));
        var absurd = Right(Event.Create(
            Right(await mallory.Emitter.EmitAsync(Happened("a"))).ToDraft() with { LamportTime = long.MaxValue }));
        Assert.Equal(
            new TimelineError.ClockImplausible(ReplicaId.Of("mallory"), long.MaxValue),
            Left(await alice.Emitter.ReceiveAsync([honest, absurd])));
        Assert.Empty(await alice.AllAsync());
        Assert.Equal(0, alice.Clock.Time);
        Assert.Empty(Right(await alice.Emitter.ReceiveAsync([])));
    }

    [Fact]
    public async Task Many_threads_emit_without_two_events_of_one_time_or_id()
    {
        await using var node = await Node.OpenAsync("alice");
        _ = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var at = 0; at < 50; at++) _ = Right(await node.Emitter.EmitAsync(Happened("a")));
            return 0;
        })));
        var all = await node.AllAsync();
        Assert.Equal(400, all.Select(@event => @event.Id).Distinct().Count());
        Assert.Equal(400, all.Select(@event => @event.LamportTime).Distinct().Count());
    }

    private static NewEvent Happened(string aggregate) => new() { Type = "Happened", AggregateId = aggregate };

    private sealed class Node : IAsyncDisposable
    {
        public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        private readonly MemoryEventStore _events = new();

        public required DurableClock Clock { get; init; }

        public EventEmitter Emitter => field ??= new EventEmitter(_events, Clock, Project, new Stopped());

        public static async Task<Node> OpenAsync(string name)
        {
            await using var clocks = new MemoryClockStore();
            return new Node { Clock = await DurableClock.OpenAsync(clocks, ReplicaId.Of(name)) };
        }

        public async Task<List<Event>> AllAsync()
        {
            var all = new List<Event>();
            await foreach (var stored in _events.ReadAsync(EventQuery.All)) all.Add(stored.Event);
            return all;
        }

        public ValueTask DisposeAsync() => _events.DisposeAsync();
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Node.Now;
    }
}
