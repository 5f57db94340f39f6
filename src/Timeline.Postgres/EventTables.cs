using Timeline.Rows;

namespace Timeline.Postgres;

/// <summary>The statements on the tables of events. What they read is checked by <see
/// cref="PostgresEventStore"/>.</summary>
/// <remarks>
/// An event's row lies with its aggregate; a row with its id, which holds the place of the other, lies elsewhere and
/// makes
/// the id unique over all.
/// </remarks>
internal sealed class EventTables(string schema)
{
    private const string Columns = "aggregate, tx, seq, id, type, node, body, seal";

    /// <summary>This transaction's number.</summary>
    public const string Transaction = "SELECT pg_current_xact_id()";

    /// <summary>Whether there are events of transactions that this server is yet to have.</summary>
    public string FromElsewhere { get; } =
        $"SELECT EXISTS(SELECT 1 FROM {schema}.event WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()))";

    /// <summary>The events with the ids $1; NULL in all columns where only the id is there.</summary>
    public string ByIds { get; } =
        $"SELECT e.aggregate, e.tx, e.seq, e.id, e.type, e.node, e.body, e.seal FROM {schema}.event_id i "
        + $"LEFT JOIN {schema}.event e ON e.aggregate = i.aggregate AND e.tx = i.tx AND e.seq = i.seq "
        + "WHERE i.id = ANY($1)";

    /// <summary>The position of the last event below the horizon, under which every transaction has ended, so that
    /// nothing can appear there any more.</summary>
    /// <remarks>
    /// The horizon itself is no position to go on from: after a crash the server gives numbers again whose transactions
    /// had written nothing. Those up to one that wrote an event are not among them.
    /// </remarks>
    public string Last { get; } =
        $"SELECT tx, seq FROM {schema}.event WHERE tx < pg_snapshot_xmin(pg_current_snapshot()) "
        + "ORDER BY tx DESC, seq DESC LIMIT 1";

    public string InsertId { get; } = $"INSERT INTO {schema}.event_id(id, aggregate, tx, seq) VALUES($1, $2, $3, $4)";

    public string CopyIds { get; } = $"COPY {schema}.event_id(id, aggregate, tx, seq) FROM STDIN (FORMAT BINARY)";

    public string Insert { get; } = $"INSERT INTO {schema}.event({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8)";

    public string Copy { get; } = $"COPY {schema}.event({Columns}) FROM STDIN (FORMAT BINARY)";

    /// <summary>At most $5 events after the position $1, $2 and up to $3, $4, all below the horizon.</summary>
    /// <param name="conditions">Conditions on columns, each with its argument's number from $6.</param>
    /// <returns>The statement.</returns>
    public string Page(IEnumerable<string> conditions) =>
        $"SELECT {Columns} FROM {schema}.event "
        + "WHERE tx < pg_snapshot_xmin(pg_current_snapshot()) AND (tx, seq) > ($1, $2) AND (tx, seq) <= ($3, $4)"
        + string.Concat(conditions.Select(condition => $" AND {condition}"))
        + " ORDER BY tx, seq LIMIT $5";

    /// <summary>A row as arguments of <see cref="Insert"/>.</summary>
    public static object[] ToArguments(EventRow row, long seal) =>
    [
        row.Aggregate, row.Position.Transaction, row.Position.Sequence, row.Id, row.Type, row.Node,
        new Utf8(row.Body), seal,
    ];

    /// <summary>A row as arguments of <see cref="InsertId"/>.</summary>
    public static object[] ToIdArguments(EventRow row) =>
        [row.Id, row.Aggregate, row.Position.Transaction, row.Position.Sequence];
}
