using Timeline.Causality;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The events' rows: each is checked against its seal as it is read.</summary>
internal sealed class EventTable(Database database) : IDisposable
{
    /// <summary>No store gets there by counting, and there is room for a batch behind it.</summary>
    public const long LastNumber = long.MaxValue - int.MaxValue;

    private const string Columns = "number, id, aggregate, type, node, body, seal";

    private const string Wanted =
        "number > ?1 AND number <= ?2 AND (?3 IS NULL OR type = ?3) AND (?4 IS NULL OR node = ?4) "
        + "ORDER BY number LIMIT ?5";

    private readonly Statement _find = new(database, $"SELECT {Columns} FROM event WHERE id = ?1");

    // The plus keeps SQLite from the index; NOT INDEXED does not always, where an index is unique.
    private readonly Statement _search = new(database, $"SELECT {Columns} FROM event WHERE +id = ?1");

    private readonly Statement _all = new(database, $"SELECT {Columns} FROM event WHERE {Wanted}");

    private readonly Statement _ofOne = new(
        database, $"SELECT {Columns} FROM event WHERE aggregate = ?6 AND {Wanted}");

    private readonly Statement _end = new(database, "SELECT max(number) FROM event");

    private readonly Statement _put = new(
        database, $"INSERT INTO event({Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(id) DO NOTHING");

    private readonly Statement _takeBack = new(database, "DELETE FROM event WHERE number >= ?1");

    /// <summary>The event of an id; null for none, which takes reading all ids.</summary>
    /// <remarks>An index that was damaged finds nothing; before saying so, every row is asked.</remarks>
    public StoredEvent? Find(EventId id) => FindByIndex(id) ?? Find(_search, id);

    /// <summary>The event of an id that the index knows; null for none.</summary>
    public StoredEvent? FindByIndex(EventId id) => Find(_find, id);

    private StoredEvent? Find(Statement statement, EventId id)
    {
        try
        {
            if (!statement.Begin().Bind(1, id.ToString()).Step()) return null;
            var found = Read(statement);
            return found.Event.Id == id ? found : throw Damage("the id of an event leads to another one");
        }
        finally
        {
            _ = statement.Begin();
        }
    }

    /// <summary>The number of the last event; 0 for none.</summary>
    public long End()
    {
        _ = _end.Begin().Step();
        var last = _end.Long(0);
        _ = _end.Begin();
        return last is >= 0 and <= LastNumber
            ? last
            : throw Damage("the last number of its events is none that is given");
    }

    /// <summary>Events in their order, up to a number.</summary>
    public EventPage Page(EventQuery query, long until)
    {
        var after = query.After.Sequence;
        var statement = query.AggregateId is null ? _all : _ofOne;
        _ = statement.Begin().Bind(1, after).Bind(2, until).Bind(5, query.Limit ?? int.MaxValue);
        Bind(statement, 3, query.Type);
        Bind(statement, 4, query.NodeId?.Text);
        if (query.AggregateId is { } aggregate) _ = statement.Bind(6, aggregate);
        var events = new List<StoredEvent>();
        var bytes = 0L;
        var isWhole = query is { AggregateId: null, Type: null, NodeId: null };
        try
        {
            while (bytes < EventPages.Weight && statement.Step())
            {
                var stored = Read(statement);

                // Numbers have no gaps, so where nothing is left out, what vanished is missed.
                if (isWhole && stored.Position.Sequence != after + 1) throw Damage("an event is missing");
                after = stored.Position.Sequence;
                events.Add(stored);
                bytes += statement.Bytes(5).Length;
            }
        }
        finally
        {
            _ = statement.Begin();
        }

        // Nor does it end before its end.
        var end = End();
        var isThrough = events.Count < (query.Limit ?? int.MaxValue) && bytes < EventPages.Weight;
        if (isWhole && isThrough && after < Math.Min(until, end)) throw Damage("an event is missing");
        return new EventPage(events, EventPosition.Of(end), bytes);
    }

    /// <summary>The latest Lamport time of the events of a node, of those that others would follow; 0 for none. Reads
    /// them all.</summary>
    public long LatestTimeOf(ReplicaId node)
    {
        const int Size = 256;
        var latest = 0L;
        var query = new EventQuery { NodeId = node, Limit = Size };
        while (true)
        {
            var page = Page(query, long.MaxValue);
            foreach (var stored in page.Events)
            {
                if (stored.Event.LamportTime <= LamportClock.LargestObserved)
                    latest = Math.Max(latest, stored.Event.LamportTime);
            }

            if (page.Events.Count < Size && page.Bytes < EventPages.Weight) return latest;
            query = query with { After = page.Events[^1].Position };
        }
    }

    /// <summary>Writes all rows, or none where one of their ids is given.</summary>
    /// <param name="rows">The rows, in order.</param>
    /// <returns>Whether they are written.</returns>
    public bool TryInsert(IReadOnlyList<EventRow> rows)
    {
        var seals = EventRow.Seals(rows);
        for (var i = 0; i < seals.Length; i++)
        {
            var row = rows[i];
            _put.Begin().Bind(1, row.Position.Sequence).Bind(2, row.Id).Bind(3, row.Aggregate).Bind(4, row.Type)
                .Bind(5, row.Node).BindText(6, row.Body).Bind(7, seals[i]).Run();
            if (database.Changes != 0) continue;
            _takeBack.Begin().Bind(1, rows[0].Position.Sequence).Run();
            return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _search.Dispose();
        _all.Dispose();
        _ofOne.Dispose();
        _end.Dispose();
        _put.Dispose();
        _takeBack.Dispose();
    }

    private static void Bind(Statement statement, int index, string? text) =>
        _ = text is null ? statement.BindNull(index) : statement.Bind(index, text);

    private StoredEvent Read(Statement from)
    {
        var row = new EventRow(
            EventPosition.Of(Math.Max(0, from.Long(0))), from.Text(1), from.Text(2), from.Text(3), from.Text(4),
            from.Bytes(5).ToArray());
        return (row.Seal() == from.Long(6) && from.IsInteger(6) ? row.TryToStored() : null)
            ?? throw Damage($"the row of event {StorePlace.Printable(row.Id)} is not what was written");
    }

    /// <summary>What is thrown where a row is not what was written.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <returns>The exception.</returns>
    public HistoryStoreException Damage(string fault) =>
        HistoryStoreException.Corrupt(database.Path, null, null, fault);
}
