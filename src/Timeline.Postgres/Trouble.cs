using System.Security.Authentication;
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
    /// <param name="wasWriting">Whether something was to be recorded, of which nothing was.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException? From(string store, Exception failure, bool wasWriting)
    {
        var nothing = wasWriting ? "nothing was recorded, " : "";
        return failure switch
        {
            PostgresException refused => From(store, refused, nothing),
            NpgsqlException { InnerException: TimeoutException } => Of(
                StoreTrouble.Busy, $"{store} did not answer in the time allowed; {nothing}try again later", failure),
            NpgsqlException { InnerException: null or AuthenticationException } => Of(
                StoreTrouble.NotPermitted,
                $"{store} cannot be connected to in the way that was asked for; "
                + "check the password and the SSL mode of the connection string",
                failure),
            NpgsqlException => Lost(store, failure, nothing),
            _ => null,
        };
    }

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
    public static HistoryStoreException Unknown(string store, Exception? failure) => Of(
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

    /// <summary>Whether another transaction made the row first that this one was to make.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>True for a key that is there already.</returns>
    public static bool IsOvertaken(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static HistoryStoreException From(string store, PostgresException refused, string nothing) =>
        refused.SqlState switch
        {
            PostgresErrorCodes.DiskFull => Of(
                StoreTrouble.DiskFull,
                $"there is no room left for {store}; {nothing}free some space and retry", refused),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Of(
                StoreTrouble.NotPermitted,
                $"the server of {store} refuses this user or password; "
                + "check both, and whom the server lets in (pg_hba.conf)",
                refused),
            PostgresErrorCodes.InsufficientPrivilege => Of(
                StoreTrouble.NotPermitted,
                $"{store} may not be used so as this user; grant USAGE on the schema and SELECT, INSERT, UPDATE, "
                + "DELETE on its tables, or make them as a user who may",
                refused),
            PostgresErrorCodes.ReadOnlySqlTransaction => Of(
                StoreTrouble.NotPermitted,
                $"the server of {store} is only for reading, as a standby is; connect to the one that is written to",
                refused),
            PostgresErrorCodes.InvalidCatalogName => Of(
                StoreTrouble.Missing,
                $"there is no database for {store}; make it first, or name another in the connection string", refused),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
                or PostgresErrorCodes.InvalidSchemaName => Of(
                StoreTrouble.NotAStore,
                $"{store} has tables that are not those of a store; name another schema", refused),
            PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => Of(
                StoreTrouble.InputOutput,
                $"the database of {store} cannot hold every text; {nothing}make one with ENCODING 'UTF8'", refused),
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections
                or PostgresErrorCodes.QueryCanceled => Of(
                StoreTrouble.Busy, $"others are using {store}; {nothing}try again when they are done", refused),
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation =>
                HistoryStoreException.Corrupt(store, null, null, $"PostgreSQL says {refused.SqlState}", refused),
            ['5', '7', ..] or ['0', '8', ..] => Lost(store, refused, nothing),
            _ => Of(
                StoreTrouble.InputOutput,
                $"{store} cannot be read or written (SQLSTATE {refused.SqlState}); {nothing}look up what it means",
                refused),
        };

    private static HistoryStoreException Lost(string store, Exception failure, string nothing) => Of(
        StoreTrouble.Unreachable,
        $"the server of {store} cannot be reached, or the connection was lost; {nothing}check the server and retry",
        failure);
}
