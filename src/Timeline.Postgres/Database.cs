using System.Data;
using Npgsql;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>A PostgreSQL database with the tables of a store in one schema. Safe for many threads.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly Type _store;
    private readonly NpgsqlDataSource _source;
    private readonly bool _isOwner;
    private readonly Patience _patience;
    private bool _isClosed;

    private Database(Type store, NpgsqlDataSource source, bool isOwner, PostgresStoreOptions options)
    {
        _store = store;
        _source = source;
        _isOwner = isOwner;
        _patience = new Patience(options.Patience);
        Options = options;
    }

    /// <summary>How it was opened.</summary>
    public PostgresStoreOptions Options { get; }

    /// <summary>The schema of the tables as statements name it: in quotes, or a word of SQL would be none.</summary>
    public string Schema => $"\"{Options.Schema}\"";

    /// <summary>The store, as people name it: without the address, which is part of a secret.</summary>
    public string Name => $"the PostgreSQL store in schema {Options.Schema}";

    /// <summary>Opens a database by its connection string and brings its tables to the newest format.</summary>
    /// <typeparam name="TStore">The store whose database it is, as who uses it closed is told.</typeparam>
    public static ValueTask<Database> OpenAsync<TStore>(
        string connectionString, PostgresStoreOptions? options, CancellationToken cancellation)
    {
        return OpenAsync(typeof(TStore), ConnectionText.Open(connectionString), true, options, cancellation);
    }

    /// <summary>Opens a database that the caller made ready to connect to.</summary>
    /// <typeparam name="TStore">As above.</typeparam>
    public static ValueTask<Database> OpenAsync<TStore>(
        NpgsqlDataSource source, PostgresStoreOptions? options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        return OpenAsync(typeof(TStore), source, false, options, cancellation);
    }

    /// <summary>A connection by itself, for what may fail.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The connection; the caller closes it.</returns>
    public ValueTask<NpgsqlConnection> Connect(CancellationToken cancellation) =>
        _source.OpenConnectionAsync(cancellation);

    /// <summary>Reads within one transaction, which sees one moment.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="body">What to do; done again where the connection is lost.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>What was read.</returns>
    public ValueTask<T> Read<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> body, CancellationToken cancellation) =>
        Try(
            token => Once(IsolationLevel.RepeatableRead, body, static _ => false, token), isWriting: false,
            cancellation);

    /// <summary>As <see cref="Read"/>, but each statement sees the moment at which it begins.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="body">What to do; done again where the connection is lost.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>What was read.</returns>
    public ValueTask<T> ReadNewest<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> body, CancellationToken cancellation) =>
        Try(
            token => Once(IsolationLevel.ReadCommitted, body, static _ => false, token), isWriting: false,
            cancellation);

    /// <summary>Writes within one transaction; whatever it throws leaves the database as it was.</summary>
    /// <typeparam name="T">What the writing gives.</typeparam>
    /// <param name="body">What to do; done again where the connection is lost before the commit.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>What it gave, durable.</returns>
    public ValueTask<T> Write<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> body, CancellationToken cancellation) =>
        Try(token => Once(IsolationLevel.ReadCommitted, body, static _ => true, token), isWriting: true, cancellation);

    /// <summary>As <see cref="Write"/>, unless it gives null: then the database stays as it was.</summary>
    /// <typeparam name="T">What the writing gives.</typeparam>
    /// <param name="body">What to do; done again where the connection is lost before the commit.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>What it gave, durable; null where it was undone.</returns>
    public ValueTask<T?> WriteOrUndo<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T?>> body, CancellationToken cancellation)
        where T : struct =>
        Try(
            token => Once(IsolationLevel.ReadCommitted, body, static given => given.HasValue, token), isWriting: true,
            cancellation);

    /// <summary>Writes by one batch, which is a transaction of its own: one message there, and one back.</summary>
    /// <typeparam name="T">What the writing gives.</typeparam>
    /// <param name="batch">What to do. Done again where the connection is lost, when nobody knows what became of it: so
    /// it has to do nothing where it was done before.</param>
    /// <param name="cancellation">Gives up before it is sent.</param>
    /// <returns>What it gave, durable, and whether an attempt that was lost before may be what did it.</returns>
    public async ValueTask<(T Given, bool IsInDoubt)> WriteAtOnce<T>(
        Func<NpgsqlConnection, ValueTask<T>> batch, CancellationToken cancellation)
    {
        var isInDoubt = false;
        try
        {
            var given = await Try(Attempt, isWriting: true, cancellation).ConfigureAwait(false);
            return (given, isInDoubt);
        }
        catch (Exception failure) when (isInDoubt && failure is HistoryStoreException or OperationCanceledException)
        {
            throw Unknown(failure);
        }

        async ValueTask<T> Attempt(CancellationToken token)
        {
            var connection = await Connect(token).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            try
            {
                return await batch(connection).ConfigureAwait(false);
            }
            catch (NpgsqlException failure) when (IsUnanswered(failure) && !WasGivenUp(failure, connection))
            {
                isInDoubt = true;
                throw;
            }
        }
    }

    /// <summary>What is thrown where nobody knows whether something was written.</summary>
    /// <param name="failure">What was thrown then; null for what was found out later.</param>
    /// <returns>The exception.</returns>
    public HistoryStoreException Unknown(Exception? failure = null) => Trouble.Unknown(Name, failure);

    /// <summary>Lets the server use again what was deleted from tables, outside of any transaction.</summary>
    /// <param name="tables">The tables, separated by commas.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async ValueTask Vacuum(string tables, CancellationToken cancellation) => _ = await Try(
        async token =>
        {
            var connection = await Connect(token).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            var vacuum = connection.Batch($"VACUUM (ANALYZE) {tables}");
            vacuum.Timeout = 0;
            return await vacuum.Run(token).ConfigureAwait(false);
        },
        isWriting: false,
        cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true) || !_isOwner) return default;
        return _source.DisposeAsync();
    }

    private static async ValueTask<Database> OpenAsync(
        Type store, NpgsqlDataSource source, bool isOwner, PostgresStoreOptions? options,
        CancellationToken cancellation)
    {
        var database = new Database(store, source, isOwner, options ?? PostgresStoreOptions.Default);
        try
        {
            await new Schema(database).Bring(cancellation).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<T> Try<T>(
        Func<CancellationToken, ValueTask<T>> act, bool isWriting, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isClosed, _store);
        try
        {
            return await _patience.Do(act, cancellation).ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (Trouble.From(Name, failure, isWriting) is { } trouble)
        {
            throw trouble;
        }
    }

    private async ValueTask<T> Once<T>(
        IsolationLevel isolation,
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> body,
        Func<T, bool> isToCommit,
        CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(isolation, cancellation).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        var result = await body(connection, cancellation).ConfigureAwait(false);
        if (isToCommit(result)) await Commit(transaction).ConfigureAwait(false);
        return result;
    }

    private async ValueTask Commit(NpgsqlTransaction transaction)
    {
        try
        {
            // Not to be given up: nobody could say what became of it.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (IsUnanswered(failure))
        {
            throw Unknown(failure);
        }
    }

    // The server was asked to stop what took too long, and says that it has: otherwise the connection is closed.
    private static bool WasGivenUp(NpgsqlException failure, NpgsqlConnection connection) =>
        failure.InnerException is TimeoutException && connection.State == ConnectionState.Open;

    /// <summary>Whether a failure leaves open what became of what was asked: the server gave no answer, or died at it.
    /// </summary>
    /// <param name="failure">What was thrown; its severity is also said in the server's language.</param>
    /// <returns>False for an error that the server answered with, and went on.</returns>
    internal static bool IsUnanswered(NpgsqlException failure) =>
        failure is not PostgresException { InvariantSeverity: "ERROR" };
}
