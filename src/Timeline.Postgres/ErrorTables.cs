using Timeline.Rows;

namespace Timeline.Postgres;

/// <summary>The statements on the tables of errors. All entries are of one log, and lie in one place.</summary>
internal sealed class ErrorTables(string schema)
{
    private const string Log = "errors";
    private const string Columns = "number, id, time, action, message, resolution, agent, seal";

    /// <summary>The number given last, which nobody else may change until the transaction ends.</summary>
    public string Lock { get; } = $"SELECT last FROM {schema}.error_log WHERE log = '{Log}' FOR UPDATE";

    /// <summary>Sets the number given last.</summary>
    public string Count { get; } = $"UPDATE {schema}.error_log SET last = $1 WHERE log = '{Log}'";

    /// <summary>The entries with the ids $1.</summary>
    public string ByIds { get; } = $"SELECT {Columns} FROM {schema}.error WHERE log = '{Log}' AND id = ANY($1)";

    /// <summary>At most $2 entries with numbers below $1, newest first.</summary>
    public string Before { get; } =
        $"SELECT {Columns} FROM {schema}.error WHERE log = '{Log}' AND number < $1 ORDER BY number DESC LIMIT $2";

    public string Delete { get; } = $"DELETE FROM {schema}.error WHERE log = '{Log}' AND number = ANY($1)";

    public string Copy { get; } = $"COPY {schema}.error(log, {Columns}) FROM STDIN (FORMAT BINARY)";

    /// <summary>A row as columns of <see cref="Copy"/>.</summary>
    public static object[] ToArguments(ErrorRow row) =>
        [Log, row.Number, row.Id, row.Time, row.Action, row.Message, row.Resolution, row.Agent, row.Seal()];
}
