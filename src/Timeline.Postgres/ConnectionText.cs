using System.Data.Common;
using Npgsql;

namespace Timeline.Postgres;

/// <summary>Reads connection strings, and says what is wrong with one without repeating a secret.</summary>
internal static class ConnectionText
{
    private const string AutoPrepare = "Max Auto Prepare";
    private const string NoReset = "No Reset On Close";
    private const int PreparedStatements = 64;
    private const string Form = "Host=…;Port=…;Username=…;Password=…;Database=…";

    private static readonly string[] UriSchemes = ["postgres://", "postgresql://"];

    /// <summary>What connects as a text says; unless it says otherwise, statements are prepared once and connections
    /// are lent again as they are: no transaction of a store leaves anything set in one.</summary>
    /// <param name="connectionString">The text.</param>
    /// <returns>The data source; the caller closes it.</returns>
    /// <exception cref="ArgumentException">The text is not a connection string of Npgsql.</exception>
    public static NpgsqlDataSource Open(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            var asked = Parse(connectionString);
            if (!asked.ContainsKey(AutoPrepare)) settings.MaxAutoPrepare = PreparedStatements;
            if (!asked.ContainsKey(NoReset)) settings.NoResetOnClose = true;
            return NpgsqlDataSource.Create(settings);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Not as an inner exception: it may repeat a part of the text, and that holds a password.
            throw new ArgumentException(Fault(connectionString), nameof(connectionString));
        }
    }

    private static DbConnectionStringBuilder Parse(string connectionString) =>
        new() { ConnectionString = connectionString };

    private static string Fault(string connectionString)
    {
        if (Array.Exists(UriSchemes, scheme =>
            connectionString.TrimStart().StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
        {
            return $"The connection string is a URI, which Npgsql does not read: write it as {Form}.";
        }

        DbConnectionStringBuilder parsed;
        try
        {
            parsed = Parse(connectionString);
        }
        catch (ArgumentException)
        {
            return $"The connection string is not of the form {Form}; a value with a ; or a quote in it is quoted.";
        }

        return FaultOf(parsed) ?? $"The connection string says too little, or one thing against another: write {Form}.";
    }

    /// <summary>What is wrong with the first key that has a fault; null where none has.</summary>
    private static string? FaultOf(DbConnectionStringBuilder parsed)
    {
        var mayBeSecret = false;
        foreach (string key in parsed.Keys)
        {
            var known = new NpgsqlConnectionStringBuilder();
            if (!Accepts(() => _ = known[key]))
            {
                // After a password that holds a ; without quotes, a key is a part of it.
                return mayBeSecret
                    ? "The connection string has an unknown key after the password; a password with a ; is quoted."
                    : $"The connection string has a key '{key}', which Npgsql does not know; write {Form}.";
            }

            if (!Accepts(() => known[key] = parsed[key]))
                return $"The connection string has a value for '{key}' that it cannot have.";
            mayBeSecret |= known.Password is not null;
        }

        return null;
    }

    private static bool Accepts(Action use)
    {
        try
        {
            use();
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }
}
