using System.Collections.Immutable;
using Timeline.Causality;
using Timeline.Events;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Carries out a script of numbers on a store and on a plain list, and holds one against the other.</summary>
internal sealed class EventStoreScript(IHome<IEventStore> home, IReadOnlyList<int> script)
{
    private readonly List<StoredEvent> _model = [];
    private IEventStore _store = null!;
    private int _at;
    private int _made;

    public async Task Run()
    {
        _store = await home.OpenAsync();
        while (_at < script.Count)
        {
            await Step(Next(12));
            await Compare();
        }

        Assert.Equal(_model, await All(_store.ReadAsync(EventQuery.All)));
        await _store.DisposeAsync();
    }

    public static async Task<List<T>> All<T>(IAsyncEnumerable<T> stream)
    {
        var all = new List<T>();
        await foreach (var item in stream) all.Add(item);
        return all;
    }

    private int Next(int below) => _at < script.Count ? script[_at++] % below : 0;

    private Task Step(int operation) => operation switch
    {
        < 3 => Save([New()]),
        < 6 => Save([.. Enumerable.Range(0, 2 + Next(8)).Select(_ => Next(3) == 0 ? Known() : New())]),
        6 => Save([]),
        7 => SaveWithDifferent(Different(Known())),
        8 => SaveWithDifferentInside(),
        9 => ReadFromSomewhere(),
        10 => SubscribeFromSomewhere(),
        _ => Reopen(),
    };

    private Event New() => SampleEvents.Of(_made++);

    /// <summary>One that is there, as someone else would make it again.</summary>
    private Event Known() => SampleEvents.Of(_made == 0 ? _made++ : Next(_made));

    private static Event Different(Event @event) =>
        Right(Event.Create(@event.ToDraft() with { Type = @event.Type + "!" }));

    private async Task Save(ImmutableArray<Event> events)
    {
        var saved = Right(await _store.SaveAsync(events));
        Assert.Equal(events.Length, saved.Length);
        foreach (var (@event, outcome) in events.Zip(saved))
        {
            var there = _model.Find(stored => stored.Event.Id == @event.Id);
            Assert.Equal(there is null, outcome.IsNew);
            if (there is not null) Assert.Equal(there.Position, outcome.Position);
            else _model.Add(new StoredEvent(outcome.Position, @event));
        }

        Assert.Equal(_model.OrderBy(stored => stored.Position), _model);
    }

    private async Task SaveWithDifferent(Event different)
    {
        var there = _model.Find(stored => stored.Event.Id == different.Id);
        var first = new[] { New() };
        if (there is null) return;
        var result = await _store.SaveAsync([.. first, different, New()]);
        Assert.Equal(new TimelineError.EventContentDiffers(there.Event, different), Left(result));
        Assert.True((await _store.FindAsync(first[0].Id)).IsNone);
    }

    private async Task SaveWithDifferentInside()
    {
        var first = New();
        var different = Different(first);
        var result = await _store.SaveAsync([New(), first, different]);
        Assert.Equal(new TimelineError.EventContentDiffers(first, different), Left(result));
        Assert.True((await _store.FindAsync(first.Id)).IsNone);
    }

    private async Task ReadFromSomewhere()
    {
        var query = Query();
        Assert.Equal(Expected(query), await All(_store.ReadAsync(query)));
    }

    private async Task SubscribeFromSomewhere()
    {
        var query = Query();
        var count = Expected(query).Count;
        Assert.Equal(Expected(query), await All(_store.SubscribeAsync(query with { Limit = count })));
    }

    private EventQuery Query() => new()
    {
        After = Next(3) == 0 || _model.Count == 0 ? EventPosition.Start : _model[Next(_model.Count)].Position,
        AggregateId = Next(3) == 0 ? SampleEvents.Aggregates[Next(4)] : null,
        Type = Next(3) == 0 ? SampleEvents.Types[Next(3)] : null,
        NodeId = Next(3) == 0 ? ReplicaId.Of(SampleEvents.Nodes[Next(3)]) : null,
        Limit = Next(3) == 0 ? Next(6) : null,
    };

    private List<StoredEvent> Expected(EventQuery query) =>
        [.. _model.Where(query.Matches).Take(query.Limit ?? int.MaxValue)];

    private async Task Reopen()
    {
        await _store.DisposeAsync();
        _store = await home.OpenAsync();
    }

    private async Task Compare()
    {
        Assert.Equal(_model.Count == 0 ? EventPosition.Start : _model[^1].Position, await _store.EndAsync());
        if (_made == 0) return;
        var id = SampleEvents.IdOf(Next(_made));
        var found = await _store.FindAsync(id);
        var expected = _model.Find(stored => stored.Event.Id == id);
        Assert.Equal(expected is not null, found.IsSome);
        foreach (var stored in found) Assert.Equal(expected, stored);
    }
}
