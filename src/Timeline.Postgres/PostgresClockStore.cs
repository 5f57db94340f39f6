using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Npgsql;
using Timeline.Causality;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>A store of clocks on a PostgreSQL server, 13 or later, shared by any number of processes.</summary>
/// <remarks>
/// A node's time is one row, which an advance locks; it is durable, as the server is set, before it is answered. After
/// <see cref="StoreTrouble.OutcomeUnknown"/> a time may have been used up that nobody saw. Rows carry seals, which tell
/// one that was changed but not one that is gone: that node begins again. Safe for many threads.
/// </remarks>
public sealed class PostgresClockStore : IClockStore
{
    private readonly Database _database;
    private readonly string _find;
    private readonly string _insert;
    private readonly string _update;

    private PostgresClockStore(Database database)
    {
        _database = database;
        _find = $"SELECT time, seal FROM {database.Schema}.clock WHERE node = $1";
        _insert = $"INSERT INTO {database.Schema}.clock(node, time, seal) VALUES($1, $2, $3)";
        _update = $"UPDATE {database.Schema}.clock SET time = $2, seal = $3 WHERE node = $1";
    }

    /// <summary>Opens a store by a connection string, and makes its tables if they are missing.</summary>
    /// <param name="connectionString">As Npgsql reads it; its pool is the store's own. It is in no message.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As
    /// <see cref="PostgresHistoryStore.OpenAsync(string, PostgresStoreOptions?, CancellationToken)"/>.</exception>
    public static async ValueTask<PostgresClockStore> OpenAsync(
        string connectionString, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        new(await Database.OpenAsync<PostgresClockStore>(connectionString, options, cancellation)
            .ConfigureAwait(false));

    /// <summary>Opens a store on a data source of the caller's, who sets its authentication, its logging and its
    /// pool.</summary>
    /// <param name="source">The data source; the caller closes it, after the store.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As above.</exception>
    public static async ValueTask<PostgresClockStore> OpenAsync(
        NpgsqlDataSource source, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        new(await Database.OpenAsync<PostgresClockStore>(source, options, cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask<long> LoadAsync(ReplicaId node, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _database.Read(
            async (connection, token) => await Find(connection, node, _find, token).ConfigureAwait(false) ?? 0,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, long>> AdvanceAsync(
        ReplicaId node, long atLeast, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _database.Write(
            async (connection, token) =>
            {
                // A row that another made meanwhile is a reason to begin again.
                var there = await Find(connection, node, _find + " FOR UPDATE", token).ConfigureAwait(false);
                var next = LamportClock.After(node, there ?? 0, atLeast);
                if (next.IsLeft) return next;
                var row = new ClockRow(node.Text, next.ValueUnsafe());
                _ = await connection.Batch(
                    there is null ? _insert : _update, StoredText.Encode(row.Node), row.Time, row.Seal())
                    .Run(token).ConfigureAwait(false);
                return next;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async ValueTask<long?> Find(
        NpgsqlConnection connection, ReplicaId node, string statement, CancellationToken cancellation)
    {
        var rows = await connection.Batch(statement, StoredText.Encode(node.Text))
            .Rows(from => (Row: new ClockRow(node.Text, from.GetInt64(0)), Seal: from.GetInt64(1)), cancellation)
            .ConfigureAwait(false);
        if (rows.Count == 0) return null;
        var (row, seal) = rows[0];
        return row.Seal() == seal
            ? row.Time
            : throw HistoryStoreException.Corrupt(
                _database.Name, null, null, $"the clock of {StorePlace.Printable(node.Text)} is not what was written");
    }
}
