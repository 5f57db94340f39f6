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
/// commit
/// is tried again up to <see cref="PostgresStoreOptions.Patience"/>; one that is lost during the commit is
/// <see cref="StoreTrouble.OutcomeUnknown"/>: the same events may be saved again.
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

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly EventTables _tables;
    private readonly EventPages _pages;
    private readonly Bell _bell;

    private PostgresEventStore(Database database)
    {
        _database = database;
        _tables = new EventTables(database.Schema);
        _pages = new EventPages(Page);
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
            await Database.OpenAsync(connectionString, options, cancellation).ConfigureAwait(false), cancellation)
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
        await Open(await Database.OpenAsync(source, options, cancellation).ConfigureAwait(false), cancellation)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> SaveAsync(
        IReadOnlyList<Event> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellation.ThrowIfCancellationRequested();
        if (events.Count == 0) return ImmutableArray<SavedEvent>.Empty;
        var saved = await _database.Write((connection, token) => Save(connection, events, token), cancellation)
            .ConfigureAwait(false);
        if (saved.Exists(outcomes => outcomes.Any(outcome => outcome.IsNew))) _bell.Ring();
        return saved;
    }

    /// <inheritdoc/>
    public ValueTask<Option<StoredEvent>> FindAsync(EventId id, CancellationToken cancellation = default) =>
        _database.Read(
            async (connection, token) =>
            {
                var found = await connection.Batch(_tables.ByIds, new[] { id.ToString() } as object)
                    .Rows(Read, token).ConfigureAwait(false);
                return found.Count > 0 ? found[0] : Option<StoredEvent>.None;
            },
            cancellation);

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

    private async ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> Save(
        NpgsqlConnection connection, IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        var ids = events.Select(@event => @event.Id.ToString()).Distinct().ToArray();
        var (transaction, there) = await Begin(connection, ids, cancellation).ConfigureAwait(false);
        var planned = SavePlan<Event, StoredEvent>.Make(
            events, @event => @event.Id, there, stored => stored.Event,
            (stored, given) => new TimelineError.EventContentDiffers(stored, given));
        if (planned.IsLeft) return planned.Map(_ => ImmutableArray<SavedEvent>.Empty);
        var plan = planned.ValueUnsafe()!;
        var rows = plan.Added.Select((added, i) => EventRow.Of(new EventPosition(transaction, i), added)).ToArray();
        await Write(connection, rows, cancellation).ConfigureAwait(false);
        return plan.Outcomes
            .Select(it => new SavedEvent(it.There?.Position ?? new EventPosition(transaction, it.Index), it.IsNew))
            .ToImmutableArray();
    }

    /// <summary>The number of the transaction, and what is there of some ids.</summary>
    private async ValueTask<(ulong Transaction, Dictionary<EventId, StoredEvent> There)> Begin(
        NpgsqlConnection connection, string[] ids, CancellationToken cancellation)
    {
        var asking = connection.Batch(EventTables.Transaction).And(_tables.ByIds, ids as object);
        await using var closing = asking.ConfigureAwait(false);
        var reader = await asking.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = reader.ConfigureAwait(false);
        var transaction = await reader.Rows(from => from.GetFieldValue<ulong>(0), cancellation).ConfigureAwait(false);
        _ = await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var there = await reader.Rows(Read, cancellation).ConfigureAwait(false);
        return (transaction[0], there.ToDictionary(stored => stored.Event.Id));
    }

    /// <summary>Writes rows. An id that another transaction wrote meanwhile is a reason to begin again.</summary>
    private async ValueTask Write(NpgsqlConnection connection, EventRow[] rows, CancellationToken cancellation)
    {
        if (rows.Length == 0) return;

        // In one order, so that two who write the same ids wait for each other and not both.
        var ids = rows.OrderBy(row => row.Id, StringComparer.Ordinal).Select(EventTables.ToIdArguments);
        var seals = EventRow.Seals(rows);
        var events = rows.Select((row, i) => EventTables.ToArguments(row, seals[i]));
        if (rows.Length >= Many)
        {
            await connection.Copy(_tables.CopyIds, ids, cancellation).ConfigureAwait(false);
            await connection.Copy(_tables.Copy, events, cancellation).ConfigureAwait(false);
            return;
        }

        var writes = new NpgsqlBatch(connection);
        foreach (var id in ids) writes = writes.And(_tables.InsertId, id);
        foreach (var @event in events) writes = writes.And(_tables.Insert, @event);
        _ = await writes.Run(cancellation).ConfigureAwait(false);
    }

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
                var events = await reader.Rows(Read, token).ConfigureAwait(false);
                return new EventPage(events, last.Count > 0 ? last[0] : EventPosition.Start);
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

    private StoredEvent Read(NpgsqlDataReader from)
    {
        if (from.IsDBNull(0)) throw Damage("an event is missing");
        var row = new EventRow(
            new EventPosition(from.GetFieldValue<ulong>(1), Math.Max(0, from.GetInt64(2))), from.GetString(3),
            from.GetString(0), from.GetString(4), from.GetString(5), from.GetFieldValue<byte[]>(6));
        return (row.Seal() == from.GetInt64(7) ? row.TryToStored() : null)
            ?? throw Damage($"the row of event {StorePlace.Printable(row.Id)} is not what was written");
    }

    private HistoryStoreException Damage(string fault) =>
        HistoryStoreException.Corrupt(_database.Name, null, null, fault);
}
