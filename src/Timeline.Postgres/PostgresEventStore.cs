using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Npgsql;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>A store of events on a PostgreSQL server, 13 or later, shared by any number of processes.</summary>
/// <remarks>
/// <para>
/// A save is one transaction, durable as the server is set when it returns. An event's position is the number of its
/// transaction and its place in it; since transactions end in another order than they began, only events of
/// transactions older than the oldest one that is still running are read. So whoever reads on from a position misses
/// nothing,
/// and a transaction of anyone on the server that stays open holds back what is read (<see cref="FindAsync"/> sees an
/// event at
/// once).
/// </para>
/// <para>
/// Subscribers are woken by <c>NOTIFY</c>, and look by themselves once a second. A connection that is lost before the
/// commit is tried again up to <see cref="PostgresStoreOptions.Patience"/>; one that is lost during the commit is
/// <see cref="StoreTrouble.OutcomeUnknown"/>: the same events may be saved again. An event that is saved by itself is
/// one message: where its connection is lost it is tried again, and its outcome is unknown only if it is there then.
/// </para>
/// <para>
/// Each row carries a seal over all its columns; what does not fit is a <see cref="HistoryStoreException"/> of
/// <see cref="StoreTrouble.Corrupt"/>.
/// </para>
/// Safe for many threads, which do not wait for each other.
/// </remarks>
public sealed class PostgresEventStore : IEventStore
{
    // From here on copying costs less than statements.
    private const int Many = 16;

    // So that two who write the same ids wait for each other and not both.
    private static readonly StringComparer OneOrder = StringComparer.Ordinal;

    // Ids that are looked for in one message.
    private const int AtOnce = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly EventTables _tables;
    private readonly EventPages _pages;
    private readonly Bell _bell;

    private PostgresEventStore(Database database)
    {
        _database = database;
        _tables = new EventTables(database.Schema);
        _pages = new EventPages(database.Name, Has, Page);
        _bell = new Bell(database);
    }

    /// <summary>Opens a store by a connection string, and makes its tables if they are missing.</summary>
    /// <param name="connectionString">As Npgsql reads it; its pool is the store's own. It is in no message.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">
    /// The server cannot be reached, the user may not, the tables have a newer format or are something else, or hold
    /// positions of another server's transactions.
    /// </exception>
    public static async ValueTask<PostgresEventStore> OpenAsync(
        string connectionString, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        await Open(
            await Database.OpenAsync<PostgresEventStore>(connectionString, options, cancellation).ConfigureAwait(false),
            cancellation)
            .ConfigureAwait(false);

    /// <summary>Opens a store on a data source of the caller's, who sets its authentication, its logging and its
    /// pool.</summary>
    /// <param name="source">The data source; the caller closes it, after the store.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As above.</exception>
    public static async ValueTask<PostgresEventStore> OpenAsync(
        NpgsqlDataSource source, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        await Open(
            await Database.OpenAsync<PostgresEventStore>(source, options, cancellation).ConfigureAwait(false),
            cancellation)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> SaveAsync(
        IReadOnlyList<Event> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellation.ThrowIfCancellationRequested();
        if (events.Count == 0) return ImmutableArray<SavedEvent>.Empty;
        List<StoredEvent> there = [];
        while (true)
        {
            var planned = EventSave.Plan(events, there);
            if (planned.IsLeft) return planned.Map(_ => ImmutableArray<SavedEvent>.Empty);
            var plan = planned.ValueUnsafe()!;
            if (await Add(plan.Added, cancellation).ConfigureAwait(false) is { } transaction)
                return plan.Answer(index => new EventPosition(transaction, index));

            // Some are there. Every round finds more of them, and none ever goes.
            var ids = events.Select(@event => @event.Id).Distinct();
            var found = await Find(ids, cancellation).ConfigureAwait(false);
            if (found.Count == there.Count) throw Damage("an id is given to an event that is not there");
            there = found;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Option<StoredEvent>> FindAsync(EventId id, CancellationToken cancellation = default) =>
        await Find([id], cancellation).ConfigureAwait(false) is [var found, ..] ? found : Option<StoredEvent>.None;

    /// <inheritdoc/>
    public ValueTask<EventPosition> EndAsync(CancellationToken cancellation = default) => _database.Read(
        async (connection, token) =>
        {
            var last = await connection.Batch(_tables.Last).Rows(Position, token).ConfigureAwait(false);
            return last.Count > 0 ? last[0] : EventPosition.Start;
        },
        cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _pages.ReadAsync(query, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SubscribeAsync(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _pages.SubscribeAsync(query, Listen, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _bell.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<PostgresEventStore> Open(Database database, CancellationToken cancellation)
    {
        var store = new PostgresEventStore(database);
        var isFromElsewhere = await database.Read(
            async (connection, token) => (await connection.Batch(store._tables.FromElsewhere)
                .Rows(from => from.GetBoolean(0), token).ConfigureAwait(false))[0],
            cancellation).ConfigureAwait(false);
        if (!isFromElsewhere) return store;
        await store.DisposeAsync().ConfigureAwait(false);
        throw Trouble.Of(
            StoreTrouble.InputOutput,
            $"{database.Name} holds positions that this server has not reached, as after restoring a dump; "
            + "set its transaction epoch forward (pg_resetwal --epoch), or events would not be read");
    }

    private Func<CancellationToken, Task> Listen()
    {
        var next = _bell.Next;
        return async cancellation =>
        {
            _ = await Task.WhenAny(next, Task.Delay(Pause, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        };
    }

    /// <summary>Adds all events or none: none where an id of theirs is given.</summary>
    /// <returns>The number of the transaction; null for none.</returns>
    private async ValueTask<ulong?> Add(IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        if (events.Count == 0) return 0;
        var transaction = await Put(events, cancellation).ConfigureAwait(false);
        if (transaction.HasValue) _bell.Ring();
        return transaction;
    }

    private ValueTask<ulong?> Put(IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        if (events.Count >= Many)
        {
            // Meanwhile the server takes the ids, which is as long.
            var making = Task.Run(() => SealedRows.Of(events), CancellationToken.None);
            return _database.WriteOrUndo(
                (connection, token) => AddMany(connection, events, making, token), cancellation);
        }

        var made = SealedRows.Of(events);
        return made.Rows is [var row]
            ? AddOne(row, made.Seals[0], cancellation)
            : _database.WriteOrUndo((connection, token) => AddFew(connection, made, token), cancellation);
    }

    // One by itself is never added in part, so it needs no transaction around it, and half as many messages.
    private async ValueTask<ulong?> AddOne(EventRow row, long seal, CancellationToken cancellation)
    {
        var (given, isInDoubt) = await _database.WriteAtOnce(
            connection => connection.Batch(_tables.InsertId, row.Id, row.Aggregate, row.Position.Sequence)
                .And(_tables.InsertIfNew, EventTables.ToArguments(row, seal))
                .AllRows(Transaction, CancellationToken.None),
            cancellation).ConfigureAwait(false);
        if (Whole(given, 1) is { } transaction) return transaction;

        // It is there, and may have been added by an attempt that was lost.
        return isInDoubt ? throw _database.Unknown() : null;
    }

    private async ValueTask<ulong?> AddFew(
        NpgsqlConnection connection, SealedRows made, CancellationToken cancellation)
    {
        var (rows, seals) = made;
        var writes = new NpgsqlBatch(connection);
        foreach (var row in rows.OrderBy(row => row.Id, OneOrder))
            writes = writes.And(_tables.InsertId, row.Id, row.Aggregate, row.Position.Sequence);
        for (var i = 0; i < rows.Length; i++)
            writes = writes.And(_tables.Insert, EventTables.ToArguments(rows[i], seals[i]));
        return Whole(await writes.AllRows(Transaction, cancellation).ConfigureAwait(false), rows.Length);
    }

    private async ValueTask<ulong?> AddMany(
        NpgsqlConnection connection, IReadOnlyList<Event> events, Task<SealedRows> making,
        CancellationToken cancellation)
    {
        if (await InsertIds(connection, events, cancellation).ConfigureAwait(false) is not { } number) return null;
        var (rows, seals) = await making.ConfigureAwait(false);
        await connection.Copy(
            _tables.Copy, rows.Select((row, i) => EventTables.ToColumns(row, number, seals[i])), cancellation)
            .ConfigureAwait(false);
        return number;
    }

    private async ValueTask<ulong?> InsertIds(
        NpgsqlConnection connection, IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        var ids = events.Select(added => added.Id.ToString()).ToArray();
        var places = Enumerable.Range(0, ids.Length).Select(place => (long)place).ToArray();
        Array.Sort(ids, places, OneOrder);
        var aggregates = Array.ConvertAll(places, place => events[(int)place].AggregateId);
        try
        {
            var given = await connection.Batch(_tables.InsertIds, ids, aggregates, places)
                .Rows(Transaction, cancellation).ConfigureAwait(false);
            return given[0];
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    private static ulong Transaction(NpgsqlDataReader from) => from.GetFieldValue<ulong>(0);

    private static ulong? Whole(List<ulong> given, int asked) => given.Count == asked ? given[0] : null;

    /// <summary>What is there of some ids.</summary>
    private async ValueTask<List<StoredEvent>> Find(IEnumerable<EventId> ids, CancellationToken cancellation)
    {
        var found = new List<StoredEvent>();
        foreach (var some in ids.Chunk(AtOnce))
        {
            found.AddRange(await _database.Read((connection, token) => Find(connection, some, token), cancellation)
                .ConfigureAwait(false));
        }

        return found;
    }

    private async ValueTask<List<StoredEvent>> Find(
        NpgsqlConnection connection, EventId[] ids, CancellationToken cancellation)
    {
        var asking = new NpgsqlBatch(connection);
        foreach (var id in ids) asking = asking.And(_tables.PlaceOf, id.ToString());
        var places = await asking.AllRows(
            from => (Aggregate: from.GetString(0), Transaction: from.GetFieldValue<ulong>(1), Place: from.GetInt64(2)),
            cancellation).ConfigureAwait(false);
        if (places.Count == 0) return [];
        var reading = new NpgsqlBatch(connection);
        foreach (var place in places)
            reading = reading.And(_tables.At, place.Aggregate, place.Transaction, place.Place);
        var events = await reading.AllRows(Read, cancellation).ConfigureAwait(false);
        if (events.Count != places.Count) throw Damage("an event is missing");
        return events.TrueForAll(stored => ids.Contains(stored.Event.Id))
            ? events
            : throw Damage("the id of an event leads to another one");
    }

    private ValueTask<bool> Has(EventPosition position, CancellationToken cancellation) => _database.Read(
        async (connection, token) => (await connection
            .Batch(_tables.Has, position.Transaction, position.Sequence)
            .Rows(from => from.GetBoolean(0), token).ConfigureAwait(false))[0],
        cancellation);

    private ValueTask<EventPage> Page(EventQuery query, EventPosition until, CancellationToken cancellation) =>
        _database.Read(
            async (connection, token) =>
            {
                var (conditions, arguments) = Arguments(query, until);
                var asking = connection.Batch(_tables.Last).And(_tables.Page(conditions), [.. arguments]);
                await using var closing = asking.ConfigureAwait(false);
                var reader = await asking.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using var ending = reader.ConfigureAwait(false);
                var last = await reader.Rows(Position, token).ConfigureAwait(false);
                _ = await reader.NextResultAsync(token).ConfigureAwait(false);
                var events = new List<StoredEvent>();
                var bytes = 0L;
                while (bytes < EventPages.Weight && await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    var (stored, length) = ReadRow(reader);
                    events.Add(stored);
                    bytes += length;
                }

                return new EventPage(events, last.Count > 0 ? last[0] : EventPosition.Start, bytes);
            },
            cancellation);

    private static EventPosition Position(NpgsqlDataReader from) =>
        new(from.GetFieldValue<ulong>(0), from.GetInt64(1));

    private static (List<string> Conditions, List<object> Arguments) Arguments(EventQuery query, EventPosition until)
    {
        var conditions = new List<string>();
        var arguments = new List<object>
        {
            query.After.Transaction, query.After.Sequence, until.Transaction, until.Sequence,
            (long)(query.Limit ?? int.MaxValue),
        };
        foreach (var (column, text) in new[]
        {
            ("aggregate", query.AggregateId), ("type", query.Type), ("node", query.NodeId?.Text),
        })
        {
            if (text is null) continue;
            arguments.Add(text);
            conditions.Add($"{column} = ${arguments.Count}");
        }

        return (conditions, arguments);
    }

    private StoredEvent Read(NpgsqlDataReader from) => ReadRow(from).Event;

    private (StoredEvent Event, long Bytes) ReadRow(NpgsqlDataReader from)
    {
        var row = new EventRow(
            new EventPosition(from.GetFieldValue<ulong>(1), Math.Max(0, from.GetInt64(2))), from.GetString(3),
            from.GetString(0), from.GetString(4), from.GetString(5), from.GetFieldValue<byte[]>(6));
        var stored = (EventTables.SealOf(row) == from.GetInt64(7) ? row.TryToStored() : null)
            ?? throw Damage($"the row of event {StorePlace.Printable(row.Id)} is not what was written");
        return (stored, row.Body.Length);
    }

    private HistoryStoreException Damage(string fault) =>
        HistoryStoreException.Corrupt(_database.Name, null, null, fault);

    /// <summary>Rows that lack nothing but the number of their transaction, and their seals.</summary>
    private sealed record SealedRows(EventRow[] Rows, long[] Seals)
    {
        public static SealedRows Of(IReadOnlyList<Event> events)
        {
            var rows = events.Select((added, i) => EventRow.Of(new EventPosition(0, i), added)).ToArray();
            return new SealedRows(rows, EventRow.Seals(rows));
        }
    }
}
