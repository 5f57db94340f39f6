using Timeline.Events;
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
    private const string ThisTransaction = "pg_current_xact_id()";
    private const string Unique = "ON CONFLICT DO NOTHING RETURNING tx";
    private const string Columns = "aggregate, tx, seq, id, type, node, body, seal";

    /// <summary>Whether there are events of transactions that this server is yet to have.</summary>
    public string FromElsewhere { get; } =
        $"SELECT EXISTS(SELECT 1 FROM {schema}.event WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()))";

    /// <summary>Where the event with the id $1 lies.</summary>
    /// <remarks>For one id, so that one partition is looked at: a join of all with all is not planned well.</remarks>
    public string PlaceOf { get; } = $"SELECT aggregate, tx, seq FROM {schema}.event_id WHERE id = $1";

    /// <summary>The event of the aggregate $1 at the position $2, $3.</summary>
    public string At { get; } =
        $"SELECT {Columns} FROM {schema}.event WHERE aggregate = $1 AND tx = $2 AND seq = $3";

    /// <summary>The position of the last event below the horizon, under which every transaction has ended, so that
    /// nothing can appear there any more.</summary>
    /// <remarks>
    /// The horizon itself is no position to go on from: after a crash the server gives numbers again whose transactions
    /// had written nothing. Those up to one that wrote an event are not among them.
    /// </remarks>
    public string Last { get; } =
        $"SELECT tx, seq FROM {schema}.event WHERE tx < pg_snapshot_xmin(pg_current_snapshot()) "
        + "ORDER BY tx DESC, seq DESC LIMIT 1";

    /// <summary>Whether an event is at the position $1, $2, held back or not.</summary>
    public string Has { get; } = $"SELECT EXISTS(SELECT 1 FROM {schema}.event WHERE tx = $1 AND seq = $2)";

    /// <summary>Gives the id $1 to an event of the aggregate $2, at the place $3 of this transaction, which it
    /// answers;
    /// nothing where the id is given.</summary>
    public string InsertId { get; } =
        $"INSERT INTO {schema}.event_id(id, aggregate, tx, seq) VALUES($1, $2, {ThisTransaction}, $3) {Unique}";

    /// <summary>As <see cref="InsertId"/>, for each of the ids $1; an error where one is given.</summary>
    /// <remarks>
    /// Row by row in one order, so that two who give the same ids wait for each other and not both: a COPY is faster
    /// still, but takes them partition by partition. To pass over an id that is given costs the server half as much
    /// again for each.
    /// </remarks>
    public string InsertIds { get; } =
        $"INSERT INTO {schema}.event_id(id, aggregate, tx, seq) SELECT id, aggregate, {ThisTransaction}, seq "
        + "FROM unnest($1, $2, $3) AS given(id, aggregate, seq) RETURNING tx";

    /// <summary>Writes an event at a place of this transaction, as <see cref="ToArguments"/> has it.</summary>
    public string Insert { get; } =
        $"INSERT INTO {schema}.event({Columns}) VALUES($1, {ThisTransaction}, $2, $3, $4, $5, $6, "
        + $"$7 # {ThisTransaction}::text::bigint)";

    /// <summary>As <see cref="Insert"/>, only if its id was given to it in this transaction.</summary>
    public string InsertIfNew { get; } =
        $"INSERT INTO {schema}.event({Columns}) SELECT $1, {ThisTransaction}, $2, $3, $4, $5, $6, "
        + $"$7 # {ThisTransaction}::text::bigint "
        + $"WHERE EXISTS(SELECT FROM {schema}.event_id WHERE id = $3 AND tx = {ThisTransaction})";

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
    /// <param name="row">The row, without its transaction.</param>
    /// <param name="seal">Its seal.</param>
    /// <returns>The arguments.</returns>
    public static object[] ToArguments(EventRow row, long seal) =>
        [row.Aggregate, row.Position.Sequence, row.Id, row.Type, row.Node, new Utf8(row.Body), seal];

    /// <summary>A row as columns of <see cref="Copy"/>.</summary>
    /// <param name="row">The row, without its transaction.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="seal">The seal of the row without it.</param>
    /// <returns>The columns.</returns>
    public static object[] ToColumns(EventRow row, ulong transaction, long seal) =>
    [
        row.Aggregate, transaction, row.Position.Sequence, row.Id, row.Type, row.Node, new Utf8(row.Body),
        Sealed(seal, transaction),
    ];

    /// <summary>The seal of a row that was read.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The seal.</returns>
    public static long SealOf(EventRow row) =>
        Sealed((row with { Position = new EventPosition(0, row.Position.Sequence) }).Seal(), row.Position.Transaction);

    // Not hashed with the rest: only the server knows the transaction when a row is written in one message.
    private static long Sealed(long seal, ulong transaction) => seal ^ unchecked((long)transaction);
}
