using Timeline.Events;
using Timeline.Sqlite;

namespace Timeline.Benchmarks.Storage;

/// <summary>A SQLite store that holds many events, in memory as <see cref="GrowingStore"/> does.</summary>
internal sealed class GrowingEvents : IDisposable
{
    private const int Batch = 1000;

    private readonly string _folder = GrowingStore.MakeFolder();
    private readonly SqliteEventStore _store;
    private readonly EventData _data = new();
    private readonly Queue<Event> _next = [];
    private readonly List<EventId> _known = [];
    private int _found;

    public GrowingEvents(int count)
    {
        _store = SqliteEventStore.Open(Path.Combine(_folder, "events.db"));
        for (var made = 0; made < count; made += Batch)
        {
            var events = _data.Make(Math.Min(Batch, count - made)).Events;
            _known.AddRange(events.Select(@event => @event.Id));
            Save(events);
        }
    }

    /// <summary>Saves one more.</summary>
    public object Save()
    {
        if (_next.Count == 0) _data.Make(Batch).Events.ForEach(_next.Enqueue);
        Save([_next.Dequeue()]);
        return _store;
    }

    /// <summary>Finds one by its id.</summary>
    public object Find() =>
        _store.FindAsync(_known[(int)(_found++ * 7_919L % _known.Count)]).AsTask().GetAwaiter().GetResult();

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    private void Save(List<Event> events) => _ = _store.SaveAsync(events).AsTask().GetAwaiter().GetResult()
        .IfLeft(error => throw new InvalidOperationException(error.Message));
}
