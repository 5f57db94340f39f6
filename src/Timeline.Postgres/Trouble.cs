using Npgsql;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>Turns what PostgreSQL and the network answer into what a person can act on: the one place where codes are
/// read.</summary>
/// <remarks>No message repeats what was recorded, or how the server is reached.</remarks>
internal static class Trouble
{
    /// <summary>The exception for a failure; null where it is a fault of the program.</summary>
    /// <param name="store">The store, as people name it.</param>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException? From(string store, Exception failure) => failure switch
    {
        PostgresException refused => From(store, refused),
        NpgsqlException { InnerException: TimeoutException } => Of(
            StoreTrouble.Busy, $"{store} did not answer in the time allowed; try again later", failure),
        NpgsqlException => Lost(store, failure),
        _ => null,
    };

    /// <summary>Trouble of a kind.</summary>
    /// <param name="trouble">The kind.</param>
    /// <param name="message">One line that says what to do.</param>
    /// <param name="cause">What was thrown below.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException Of(StoreTrouble trouble, string message, Exception? cause = null) =>
        new(trouble, message, cause);

    /// <summary>A connection that was lost while a commit was under way.</summary>
    /// <param name="store">The store, as people name it.</param>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException Unknown(string store, Exception failure) => Of(
        StoreTrouble.OutcomeUnknown,
        $"the connection to {store} was lost during a commit, so it may have been recorded or not; "
        + "read what is there before recording it again",
        failure);

    /// <summary>Whether trying again from the start is safe and may help, where nothing was committed.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>True for a connection that was lost or refused, and for what another transaction did first.</returns>
    public static bool IsPassing(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation,
        NpgsqlException => failure.InnerException is IOException or System.Net.Sockets.SocketException,
        _ => false,
    };

    private static HistoryStoreException From(string store, PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.DiskFull => Of(
            StoreTrouble.DiskFull,
            $"there is no room left for {store}; nothing was recorded, free some space and retry",
            refused),
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Of(
            StoreTrouble.NotPermitted, $"{store} may not be opened or written as this user; check its permissions",
            refused),
        PostgresErrorCodes.InvalidCatalogName => Of(
            StoreTrouble.Missing, $"there is no database for {store}; make it first, or name another", refused),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.InvalidSchemaName => Of(
            StoreTrouble.NotAStore, $"{store} has tables that are not those of a store; name another schema", refused),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.QueryCanceled => Of(
            StoreTrouble.Busy, $"others are using {store}; try again when they are done", refused),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation =>
            HistoryStoreException.Corrupt(store, null, null, $"PostgreSQL says {refused.SqlState}", refused),
        ['5', '7', ..] or ['0', '8', ..] => Lost(store, refused),
        _ => Of(StoreTrouble.InputOutput, $"{store} cannot be read or written (SQLSTATE {refused.SqlState})", refused),
    };

    private static HistoryStoreException Lost(string store, Exception failure) => Of(
        StoreTrouble.Unreachable,
        $"the server of {store} cannot be reached, or the connection was lost; nothing was recorded, "
        + "check the server and retry",
        failure);
}
