using System.Collections.Immutable;
using LanguageExt;
using Npgsql;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>A store of histories on a PostgreSQL server, 13 or later, shared by any number of processes.</summary>
/// <remarks>
/// <para>
/// Acknowledged is durable as far as the server's settings go (<c>synchronous_commit</c> is not touched). An append
/// is one transaction that locks its history's row, so heads move by compare-and-swap and numbers have no gaps; it is
/// one message where nobody else has changed the history since this store did. Reads see one
/// moment and wait for nobody. A connection that is lost before the commit is tried again up to
/// <see cref="PostgresStoreOptions.Patience"/>; one that is lost during the commit is
/// <see cref="StoreTrouble.OutcomeUnknown"/>, and the store goes on working when the server is back. What is one
/// message is tried again, and its outcome is unknown only if it is there then.
/// </para>
/// <para>
/// Nothing is silently wrong: each row carries a seal over all its columns, and each payload is held against its
/// version's
/// id; what does not fit is a <see cref="HistoryStoreException"/> of <see cref="StoreTrouble.Corrupt"/>.
/// </para>
/// Safe for many threads, which do not wait for each other.
/// </remarks>
public sealed partial class PostgresHistoryStore : IHistoryStore
{
    private const long MostMatches = 10;

    private readonly Database _database;
    private readonly HistoryTables _tables;

    private PostgresHistoryStore(Database database)
    {
        _database = database;
        _tables = new HistoryTables(database.Schema);
    }

    /// <summary>Opens a store by a connection string, and makes its tables if they are missing.</summary>
    /// <param name="connectionString">As Npgsql reads it; its pool is the store's own. It is in no message.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">
    /// The server cannot be reached, the user may not, or the tables have a newer format or are something else; they
    /// are
    /// then left as they were.
    /// </exception>
    public static async ValueTask<PostgresHistoryStore> OpenAsync(
        string connectionString, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        new(await Database.OpenAsync<PostgresHistoryStore>(connectionString, options, cancellation)
            .ConfigureAwait(false));

    /// <summary>Opens a store on a data source of the caller's, who sets its authentication, its logging and its
    /// pool.</summary>
    /// <param name="source">The data source; the caller closes it, after the store.</param>
    /// <param name="options">How; null for <see cref="PostgresStoreOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As above.</exception>
    public static async ValueTask<PostgresHistoryStore> OpenAsync(
        NpgsqlDataSource source, PostgresStoreOptions? options = null, CancellationToken cancellation = default) =>
        new(await Database.OpenAsync<PostgresHistoryStore>(source, options, cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        _database.Read(
            async (connection, token) =>
            {
                var histories = ImmutableArray.CreateBuilder<StoredHistory>();
                foreach (var row in await Rows(connection, token).ConfigureAwait(false))
                    histories.Add(await ToStored(connection, row, token).ConfigureAwait(false));
                return histories.ToImmutable();
            },
            cancellation);

    /// <inheritdoc/>
    public ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _database.Read(
            async (connection, token) =>
                await History(connection, history, token).ConfigureAwait(false) is { } row
                    ? await ToStored(connection, row, token).ConfigureAwait(false)
                    : Option<StoredHistory>.None,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _database.Read<Either<TimelineError, StoredVersion>>(
            async (connection, token) =>
            {
                if (await Missing(connection, history, number, token).ConfigureAwait(false) is { } error) return error;
                return await One(connection, history, number, token).ConfigureAwait(false);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _database.Read<Either<TimelineError, StoredVersion>>(
            async (connection, token) =>
            {
                if (await History(connection, history, token).ConfigureAwait(false) is null)
                    return new TimelineError.HistoryUnknown(history);
                var found = await Matches(connection, history, id, id, token).ConfigureAwait(false);
                return found.IsEmpty
                    ? new TimelineError.VersionIdUnknown(history, id)
                    : await One(connection, history, found[0].Number, token).ConfigureAwait(false);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(prefix);
        return _database.Read(
            (connection, token) => Matches(connection, history, prefix.Lowest, prefix.Highest, token), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _database.Read<ImmutableArray<StoredVersion>>(
            async (connection, token) =>
            {
                var row = await History(connection, history, token).ConfigureAwait(false);
                if (row is null || first >= row.Versions) return [];
                var last = first + Math.Min(count, row.Versions - first);
                var rows = await Rows(connection, history, _tables.Range, [history.Text, first, last], token)
                    .ConfigureAwait(false);
                for (var i = 0; i < last - first; i++)
                    if (i >= rows.Count || rows[i].Number != first + i) throw Gone(history, first + i);
                return Reader(history).ToStored(rows, detail);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _database.Read<Either<TimelineError, RestoreChain>>(
            async (connection, token) =>
                await Missing(connection, history, number, token).ConfigureAwait(false) is { } error
                    ? error
                    : await Chain(connection, history, number, token).ConfigureAwait(false),
            cancellation);
    }

    /// <summary>Lets the server use again what pruning and moved branches have left, and count its rows anew:
    /// <c>VACUUM (ANALYZE)</c> of the tables of histories, beside which others read and write.</summary>
    /// <remarks>Payloads are coded when they are written and stay as they are. Of a user who may not, the server asks
    /// nothing. O(rows changed since the last time), and one connection for as long as it takes.</remarks>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask CompactAsync(CancellationToken cancellation = default) =>
        _database.Vacuum(_tables.All, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private HistoryReader Reader(HistoryName history) => new(_database.Name, history.Text);

    private HistoryStoreException Gone(HistoryName history, long number) =>
        Reader(history).Damage(number, "it is missing");

    /// <summary>All histories' rows, in the order of their names.</summary>
    private async ValueTask<List<HistoryRow>> Rows(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = await connection.Batch(_tables.Histories)
            .Rows(from => HistoryReader.History(_database.Name, from), cancellation).ConfigureAwait(false);

        // The server orders by bytes, which for some characters is not the order of UTF-16.
        rows.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return rows;
    }

    private async ValueTask<HistoryRow?> History(
        NpgsqlConnection connection, HistoryName history, CancellationToken cancellation)
    {
        var rows = await connection.Batch(_tables.History, history.Text)
            .Rows(from => HistoryReader.History(_database.Name, from), cancellation).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    private async ValueTask<StoredHistory> ToStored(
        NpgsqlConnection connection, HistoryRow row, CancellationToken cancellation)
    {
        var name = HistoryName.Of(row.Name);
        var reader = Reader(name);
        var branches = await connection.Batch(_tables.Branches, row.Name)
            .Rows(from => reader.Branch(row, from), cancellation).ConfigureAwait(false);
        return new StoredHistory(name, row.Versions, reader.Branches(row, branches))
        {
            Current = BranchName.Of(row.Current),
        };
    }

    /// <summary>Why there is no version of a number; null if there is one.</summary>
    private async ValueTask<TimelineError?> Missing(
        NpgsqlConnection connection, HistoryName history, long number, CancellationToken cancellation)
    {
        var row = await History(connection, history, cancellation).ConfigureAwait(false);
        if (row is null) return new TimelineError.HistoryUnknown(history);
        return number < 0 || number >= row.Versions
            ? new TimelineError.VersionNumberUnknown(history, number, row.Versions)
            : null;
    }

    private async ValueTask<StoredVersion> One(
        NpgsqlConnection connection, HistoryName history, long number, CancellationToken cancellation)
    {
        var rows = await Rows(connection, history, _tables.Range, [history.Text, number, number + 1], cancellation)
            .ConfigureAwait(false);
        return rows.Count == 1 ? Reader(history).ToStored(rows, VersionDetail.Full)[0] : throw Gone(history, number);
    }

    /// <summary>The rows that a statement gives, held against their seals.</summary>
    private async ValueTask<IReadOnlyList<VersionRow>> Rows(
        NpgsqlConnection connection,
        HistoryName history,
        string statement,
        object[] arguments,
        CancellationToken cancellation)
    {
        var reader = Reader(history);
        return reader.Sealed(await connection.Batch(statement, arguments)
            .Rows(reader.Version, cancellation).ConfigureAwait(false));
    }

    private async ValueTask<ImmutableArray<VersionRef>> Matches(
        NpgsqlConnection connection,
        HistoryName history,
        VersionId lowest,
        VersionId highest,
        CancellationToken cancellation)
    {
        var arguments = new object[] { history.Text, lowest.ToBytes(), highest.ToBytes(), MostMatches };
        var matches = await connection.Batch(_tables.Matches, arguments)
            .Rows(from => (Number: from.GetInt64(0), Id: from.Bytes(1)!), cancellation).ConfigureAwait(false);
        return
        [
            .. matches.Where(match => match.Id.Length == VersionId.Size)
                .Select(match => new VersionRef(match.Number, new VersionId(match.Id))),
        ];
    }

    private async ValueTask<Either<TimelineError, RestoreChain>> Chain(
        NpgsqlConnection connection, HistoryName history, long number, CancellationToken cancellation)
    {
        var rows = await Rows(connection, history, _tables.Chain, [history.Text, number], cancellation)
            .ConfigureAwait(false);
        if (rows.Count == 0) throw Gone(history, number);
        var oldest = rows[^1];
        if (oldest.IsPruned) return new TimelineError.VersionPruned(history, oldest.Number);
        if (oldest.Snapshot is null && !oldest.Parents.IsEmpty) throw Gone(history, oldest.Parents[0].Number);
        var reader = Reader(history);
        var snapshot = reader.Snapshot(oldest);
        var steps = rows.Reverse().Skip(snapshot is null ? 0 : 1).ToList();
        return new RestoreChain(snapshot, reader.ToStored(steps, VersionDetail.Full));
    }
}
