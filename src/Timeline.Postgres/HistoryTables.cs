using System.Buffers.Binary;
using System.Text;
using LanguageExt.UnsafeValueAccess;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>The statements on the tables of histories, branches and versions. What they read is checked by
/// <see cref="HistoryReader"/>.</summary>
internal sealed class HistoryTables(string schema)
{
    // As the reader reads them. The ids of the parents are not in the row, but under its seal. They are looked up one
    // by one and never joined: where the server has counted nothing yet, a join is planned as one with all versions.
    private readonly string _read =
        $"v.number, v.id, v.parent, v.merged, {IdOf(schema, "v.parent")}, {IdOf(schema, "v.merged")}, "
        + "v.time, v.actor, v.label, v.changes, v.content, v.base_bytes, v.chain_bytes, v.patch_hash, v.source_hash, "
        + "v.patch, v.patch_is_text, v.source, v.snapshot, v.seal";

    /// <summary>The tables, separated by commas.</summary>
    public string All { get; } = $"{schema}.history, {schema}.branch, {schema}.version";

    /// <summary>All histories, in the order of their names.</summary>
    public string Histories { get; } =
        $"SELECT name, versions, current, branches, heads, seal FROM {schema}.history ORDER BY name";

    /// <summary>The history $1.</summary>
    public string History { get; } =
        $"SELECT name, versions, current, branches, heads, seal FROM {schema}.history WHERE name = $1";

    /// <summary>The history $1, which nobody else may change until the transaction ends.</summary>
    public string HistoryToChange { get; } =
        $"SELECT name, versions, current, branches, heads, seal, xmin FROM {schema}.history WHERE name = $1 FOR UPDATE";

    /// <summary>Makes a history's row, as <see cref="ToArguments(HistoryRow)"/> has it, and answers the transaction
    /// that wrote it.</summary>
    public string InsertHistory { get; } =
        $"INSERT INTO {schema}.history(name, versions, current, branches, heads, seal) VALUES($1, $2, $3, $4, $5, $6) "
        + Writer;

    /// <summary>As <see cref="InsertHistory"/>, of a row that is there.</summary>
    public string UpdateHistory { get; } =
        $"UPDATE {schema}.history SET versions = $2, current = $3, branches = $4, heads = $5, seal = $6 "
        + $"WHERE name = $1 {Writer}";

    /// <summary>The branches of the history $1 with the ids of their heads, in the order of their names.</summary>
    public string Branches { get; } =
        $"SELECT b.name, b.head, b.seal, {IdOf(schema, "b.head")} FROM {schema}.branch b "
        + "WHERE b.history = $1 ORDER BY b.name";

    public string PutBranch { get; } =
        $"INSERT INTO {schema}.branch(history, name, head, seal) VALUES($1, $2, $3, $4) "
        + "ON CONFLICT (history, name) DO UPDATE SET head = excluded.head, seal = excluded.seal";

    public string DeleteBranch { get; } = $"DELETE FROM {schema}.branch WHERE history = $1 AND name = $2";

    /// <summary>What an append needs of versions of the history $1, by the ids $2.</summary>
    public string Entries { get; } =
        "SELECT id, number, patch_hash IS NOT NULL, base_bytes, chain_bytes "
        + $"FROM {schema}.version WHERE history = $1 AND id = ANY($2)";

    /// <summary>The versions of the history $1 with the numbers $2.</summary>
    public string Some => $"SELECT {_read} FROM {schema}.version v "
        + "WHERE v.history = $1 AND v.number = ANY($2) ORDER BY v.number";

    /// <summary>The versions of the history $1 from the number $2 up to, not with, $3.</summary>
    public string Range => $"SELECT {_read} FROM {schema}.version v "
        + "WHERE v.history = $1 AND v.number >= $2 AND v.number < $3 ORDER BY v.number";

    /// <summary>The version of the history $1 with the number $2, and its first parents back to one with a snapshot
    /// or a
    /// pruned one, newest first.</summary>
    public string Chain =>
        $"""
        WITH RECURSIVE chain(number, parent, is_end) AS (
          SELECT number, parent, snapshot IS NOT NULL OR patch_hash IS NOT NULL
          FROM {schema}.version WHERE history = $1 AND number = $2
          UNION ALL
          SELECT n.number, n.parent, n.snapshot IS NOT NULL OR n.patch_hash IS NOT NULL
          FROM chain c CROSS JOIN LATERAL (
            SELECT * FROM {schema}.version WHERE history = $1 AND number = c.parent LIMIT 1) n
          WHERE NOT c.is_end AND c.parent < c.number)
        SELECT {_read} FROM chain c CROSS JOIN LATERAL (
          SELECT * FROM {schema}.version WHERE history = $1 AND number = c.number LIMIT 1) v
        ORDER BY v.number DESC
        """;

    /// <summary>Numbers and ids of versions of the history $1 with ids from $2 up to $3, at most $4.</summary>
    public string Matches { get; } =
        $"SELECT number, id FROM {schema}.version WHERE history = $1 AND id >= $2 AND id <= $3 "
        + "ORDER BY number LIMIT $4";

    /// <summary>What a pruning must know of the versions of the history $1.</summary>
    public string Outlines { get; } =
        "SELECT parent, patch_hash IS NOT NULL, snapshot IS NOT NULL "
        + $"FROM {schema}.version WHERE history = $1 ORDER BY number";

    /// <summary>The numbers of the first parents of the versions of the history $1.</summary>
    public string Parents { get; } = $"SELECT number, parent FROM {schema}.version WHERE history = $1 ORDER BY number";

    public string CopyVersions { get; } =
        $"COPY {schema}.version({Columns}) FROM STDIN (FORMAT BINARY)";

    public string InsertVersion { get; } =
        $"INSERT INTO {schema}.version({Columns}) "
        + "VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";

    /// <summary>An append of several versions that moves one branch, if the history's row is still the one that the
    /// transaction $7 wrote with the seal $8: it answers the transaction that has written it now, and nothing where it
    /// did nothing.</summary>
    public string AppendAtOnce { get; } = AtOnce(
        schema,
        "added.* FROM changed, unnest($14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, "
        + "$30, $31) AS added");

    /// <summary>As <see cref="AppendAtOnce"/>, of one version, without arrays: half the server's work.</summary>
    public string AppendOneAtOnce { get; } = AtOnce(
        schema,
        "$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31 FROM changed");

    public string UpdateVersion { get; } =
        $"UPDATE {schema}.version SET base_bytes = $3, chain_bytes = $4, patch_hash = $5, source_hash = $6, "
        + "patch = $7, patch_is_text = $8, source = $9, snapshot = $10, seal = $11 WHERE history = $1 AND number = $2";

    /// <summary>How many versions there are, and how many branches, with or without a history.</summary>
    public string Totals { get; } =
        $"SELECT (SELECT count(*) FROM {schema}.version), (SELECT count(*) FROM {schema}.branch)";

    private const string Writer = "RETURNING pg_current_xact_id()::xid";

    private const string Columns =
        "history, number, id, parent, merged, time, actor, label, changes, content, base_bytes, chain_bytes, "
        + "patch_hash, source_hash, patch, patch_is_text, source, snapshot, seal";

    /// <summary>The number that stands for a history under seals, so that no row passes for one of another: rows
    /// carry the
    /// name itself.</summary>
    /// <param name="name">The history's name.</param>
    /// <returns>31 bits of the name's digest.</returns>
    public static long KeyOf(string name) =>
        BinaryPrimitives.ReadInt32LittleEndian(Digest.Of(Encoding.UTF8.GetBytes(name)).ToBytes()) & int.MaxValue;

    /// <summary>A history's row as arguments of <see cref="InsertHistory"/>.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The arguments.</returns>
    public static object[] ToArguments(HistoryRow row) =>
        [row.Name, row.Versions, row.Current, row.Branches, row.Heads, row.Seal()];

    /// <summary>Arguments of <see cref="AppendAtOnce"/>, or of <see cref="AppendOneAtOnce"/> where it is one.</summary>
    /// <param name="known">What is to be there.</param>
    /// <param name="after">The history's row afterwards.</param>
    /// <param name="move">The move of its branch, to a head.</param>
    /// <param name="rows">The versions.</param>
    /// <param name="seals">Their seals.</param>
    /// <returns>The arguments.</returns>
    public static object[] ToArguments(
        LastKnown known, HistoryRow after, PlannedMove move, VersionRow[] rows, long[] seals)
    {
        var branch = move.Branch.Text;
        var head = move.After.ValueUnsafe();
        var before = move.Before.ToNullable();
        object[] first =
        [
            .. ToArguments(after), known.Writer, known.Row.Seal(),
            branch, head.Number, after.SealOf(branch, head),
            Sql.OrNull(before?.Number), Sql.OrNull(before is { } there ? after.SealOf(branch, there) : null),
        ];
        if (rows.Length == 1) return [.. first, .. ToArguments(after.Name, rows[0], seals[0]).Skip(1)];
        return
        [
            .. first,
            Each(row => row.Number), Each(row => row.Id.ToBytes()), Each(row => Parent(row, 0)),
            Each(row => Parent(row, 1)), Each(row => row.Time), Each(row => StoredText.Encode(row.Actor)),
            Each(row => StoredText.Encode(row.Label)), Each(row => row.Changes), Each(row => row.Content),
            Each(row => row.Weight.Snapshot), Each(row => row.Weight.Patches), Each(row => row.PatchHash),
            Each(row => row.SourceHash), Each(row => row.Patch), Each(row => row.PatchIsText),
            Each(row => row.Source), Each(row => row.Snapshot), seals,
        ];

        T[] Each<T>(Func<VersionRow, T> column) => Array.ConvertAll(rows, row => column(row));
    }

    /// <summary>A version's row as arguments of <see cref="InsertVersion"/>.</summary>
    /// <param name="history">The history's name.</param>
    /// <param name="row">The row.</param>
    /// <param name="seal">Its seal.</param>
    /// <returns>The arguments.</returns>
    public static object[] ToArguments(string history, VersionRow row, long seal) =>
    [
        history, row.Number, row.Id.ToBytes(),
        Sql.OrNull(Parent(row, 0)), Sql.OrNull(Parent(row, 1)),
        row.Time, StoredText.Encode(row.Actor), StoredText.Encode(row.Label), row.Changes, Sql.OrNull(row.Content),
        row.Weight.Snapshot, row.Weight.Patches, Sql.OrNull(row.PatchHash), Sql.OrNull(row.SourceHash),
        Sql.OrNull(row.Patch), row.PatchIsText, Sql.OrNull(row.Source), Sql.OrNull(row.Snapshot), seal,
    ];

    /// <summary>What of a version's row can change, as arguments of <see cref="UpdateVersion"/>.</summary>
    /// <param name="history">The history's name.</param>
    /// <param name="row">The row.</param>
    /// <returns>The arguments.</returns>
    public static object[] ToChanged(string history, VersionRow row) =>
    [
        history, row.Number, row.Weight.Snapshot, row.Weight.Patches, Sql.OrNull(row.PatchHash),
        Sql.OrNull(row.SourceHash), Sql.OrNull(row.Patch), row.PatchIsText, Sql.OrNull(row.Source),
        Sql.OrNull(row.Snapshot), row.Seal(),
    ];

    /// <summary>A statement that appends, and does so only where nobody has changed the history.</summary>
    /// <remarks>
    /// Rows that are to change are inserted, and changed where they stand in the way: so the server goes to the one
    /// partition they lie in, and plans this once and not anew each time. Where a history's row or a branch is not what
    /// it was to be, the number -1 or no row at all is left to divide by nought: an error, which undoes all of it.
    /// </remarks>
    private static string AtOnce(string schema, string added) =>
        $"""
        WITH changed AS (
          INSERT INTO {schema}.history AS h(name, versions, current, branches, heads, seal)
          VALUES($1, -1, $3, $4, $5, $6)
          ON CONFLICT (name) DO UPDATE SET versions = $2, current = excluded.current, branches = excluded.branches,
            heads = excluded.heads, seal = excluded.seal
          WHERE h.xmin = $7 AND h.seal = $8
          RETURNING 1 / (h.versions + 1)),
        moved AS (
          INSERT INTO {schema}.branch AS b(history, name, head, seal)
          SELECT $1, $9, CASE WHEN $12 IS NULL THEN $10 ELSE -1 END, $11 FROM changed
          ON CONFLICT (history, name) DO UPDATE SET head = $10, seal = excluded.seal
          WHERE b.head = $12 AND b.seal = $13
          RETURNING b.head),
        added AS (INSERT INTO {schema}.version({Columns}) SELECT $1, {added})
        SELECT pg_current_xact_id()::xid, 1 / (SELECT count(*) FROM moved WHERE head >= 0) FROM changed
        """;

    private static long? Parent(VersionRow row, int index) =>
        index < row.Parents.Length ? row.Parents[index].Number : null;

    private static string IdOf(string schema, string number) =>
        $"(SELECT id FROM {schema}.version WHERE history = $1 AND number = {number})";
}
