using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Npgsql;
using Timeline.ErrorLogs;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>A store of errors on a PostgreSQL server, 13 or later, shared by any number of processes.</summary>
/// <remarks>
/// Appends take turns at the row that counts the numbers, so numbers ascend in the order of commits. An entry is
/// durable, as
/// the server is set, when it is acknowledged. Rows carry seals. Safe for many threads.
/// </remarks>
public sealed class PostgresErrorStore : IErrorStore
{
    private readonly Database _database;
    private readonly ErrorTables _tables;
    private readonly ErrorPages _pages;

    private PostgresErrorStore(Database database)
    {
        _database = database;
        _tables = new ErrorTables(database.Schema);
        _pages = new ErrorPages((before, count, cancellation) => _database.Read(
            (connection, token) => Before(connection, before, count, token), cancellation));
    }

    /// <summary>Opens a store by a connection string, and makes its tables if they are missing.</summary>
    /// <param name="connectionString">As Npgsql reads it; its pool is the store's own. It is in no message.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As
    /// <see cref="PostgresHistoryStore.OpenAsync(string, PostgresStoreOptions?, CancellationToken)"/>.</exception>
    public static async ValueTask<PostgresErrorStore> OpenAsync(
        string connectionString, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        new(await Database.OpenAsync<PostgresErrorStore>(connectionString, options, cancellation)
            .ConfigureAwait(false));

    /// <summary>Opens a store on a data source of the caller's, who sets its authentication, its logging and its
    /// pool.</summary>
    /// <param name="source">The data source; the caller closes it, after the store.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As above.</exception>
    public static async ValueTask<PostgresErrorStore> OpenAsync(
        NpgsqlDataSource source, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        new(await Database.OpenAsync<PostgresErrorStore>(source, options, cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, ImmutableArray<SavedError>>> AppendAsync(
        IReadOnlyList<ErrorEntry> entries, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return _database.Write((connection, token) => Append(connection, entries, token), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredError> ReadAsync(ErrorQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _pages.ReadAsync(query, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<long>> RetainAsync(
        ErrorRetention keep, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return _database.Write(
            async (connection, token) =>
            {
                _ = await connection.Batch(_tables.Lock).Run(token).ConfigureAwait(false);
                var entries = await Before(connection, long.MaxValue, long.MaxValue, token).ConfigureAwait(false);
                entries.Reverse();
                var dropped = keep.Dropped(entries, now);
                _ = await connection.Batch(_tables.Delete, dropped.ToArray()).Run(token).ConfigureAwait(false);
                return dropped;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async ValueTask<Either<TimelineError, ImmutableArray<SavedError>>> Append(
        NpgsqlConnection connection, IReadOnlyList<ErrorEntry> entries, CancellationToken cancellation)
    {
        var last = await connection.Batch(_tables.Lock).Rows(from => from.GetInt64(0), cancellation)
            .ConfigureAwait(false);
        var ids = entries.Select(entry => entry.Id.ToString()).Distinct().ToArray();
        var there = await connection.Batch(_tables.ByIds, ids as object).Rows(Read, cancellation).ConfigureAwait(false);
        var planned = ErrorSave.Plan(entries, there);
        if (planned.IsLeft) return planned.Map(_ => ImmutableArray<SavedError>.Empty);
        var plan = planned.ValueUnsafe()!;
        var first = last[0] + 1;
        if (plan.Added.Count > 0)
        {
            await connection.Copy(_tables.Copy, plan.Rows(first).Select(ErrorTables.ToArguments), cancellation)
                .ConfigureAwait(false);
            _ = await connection.Batch(_tables.Count, last[0] + plan.Added.Count).Run(cancellation)
                .ConfigureAwait(false);
        }

        return plan.Answer(first);
    }

    private ValueTask<List<StoredError>> Before(
        NpgsqlConnection connection, long number, long count, CancellationToken cancellation) =>
        connection.Batch(_tables.Before, number, count).Rows(Read, cancellation);

    private StoredError Read(NpgsqlDataReader from)
    {
        var row = new ErrorRow(
            from.GetInt64(0), from.GetString(1), from.GetInt64(2), from.GetString(3), from.GetString(4),
            from.GetString(5), from.GetString(6));
        return (row.Seal() == from.GetInt64(7) ? row.TryToStored() : null)
            ?? throw HistoryStoreException.Corrupt(
                _database.Name, null, null, $"the row of error {StorePlace.Printable(row.Id)} is not what was written");
    }
}
