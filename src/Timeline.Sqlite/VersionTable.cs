using Timeline.Rows;

namespace Timeline.Sqlite;

/// <summary>The statements on the table of versions. What they read is checked by
/// <see cref="VersionReader"/>.</summary>
internal sealed class VersionTable(Database database) : IDisposable
{
    /// <summary>How many of an id's first bytes are in the index.</summary>
    public const int PrefixSize = 6;

    private const string Columns =
        "key, id, parent, merged, time, actor, label, changes, content, base_bytes, chain_bytes, pack, "
        + "patch_hash, source_hash, patch, source, snapshot, seal";

    /// <summary>One row, by key.</summary>
    public Statement One { get; } = new(database, $"SELECT {Columns} FROM version WHERE key = ?1");

    /// <summary>The rows from one key up to, not with, another.</summary>
    public Statement Range { get; } = new(
        database, $"SELECT {Columns} FROM version WHERE key >= ?1 AND key < ?2 ORDER BY key");

    /// <summary>What restoring needs of the rows from a key down, newest first.</summary>
    public Statement Back { get; } = new(
        database,
        "SELECT key, id, parent, merged, time, actor, label, changes, content, pack, patch, source, "
        + "patch_hash, snapshot FROM version WHERE key <= ?1 ORDER BY key DESC");

    /// <summary>The id in a row, by key.</summary>
    public Statement Id { get; } = new(database, "SELECT id FROM version WHERE key = ?1");

    /// <summary>The number of the first parent in a row, by key.</summary>
    public Statement Parent { get; } = new(database, "SELECT parent FROM version WHERE key = ?1");

    // Without the pluses SQLite takes the range of keys, because it is in order already, and walks the whole history.
    /// <summary>Rows of a history whose id begins with bytes in a range, found by their index.</summary>
    public Statement ByPrefix { get; } = new(
        database,
        "SELECT key, id FROM version WHERE substr(id, 1, 6) BETWEEN ?1 AND ?2 AND +key >= ?3 AND +key < ?4 "
        + "ORDER BY +key");

    /// <summary>As <see cref="ByPrefix"/> for one id, without trusting the index.</summary>
    public Statement ByScan { get; } = new(
        database,
        "SELECT key, id FROM version NOT INDEXED WHERE key >= ?3 AND key < ?4 AND id BETWEEN ?1 AND ?2 "
        + "ORDER BY key");

    /// <summary>The last key of a history.</summary>
    public Statement Last { get; } = new(database, "SELECT max(key) FROM version WHERE key >= ?1 AND key < ?2");

    /// <summary>How many rows a history has.</summary>
    public long CountOf(long history)
    {
        _ = _count.Begin().Bind(1, VersionRow.KeyOf(history, 0)).Bind(2, VersionRow.KeyOf(history + 1, 0)).Step();
        var count = _count.Long(0);
        _ = _count.Begin();
        return count;
    }

    /// <summary>What an append needs of a version to build on it.</summary>
    public Statement Entry { get; } = new(
        database, "SELECT patch_hash IS NOT NULL, base_bytes, chain_bytes FROM version WHERE key = ?1");

    private readonly Statement _count = new(
        database, "SELECT count(*) FROM version WHERE key >= ?1 AND key < ?2");

    private readonly Statement _put = new(
        database, $"INSERT INTO version({Columns}) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");

    private readonly Statement _change = new(
        database,
        "UPDATE version SET base_bytes = ?2, chain_bytes = ?3, pack = ?4, patch_hash = ?5, source_hash = ?6, "
        + "patch = ?7, source = ?8, snapshot = ?9, seal = ?10 WHERE key = ?1");

    /// <summary>Writes new rows.</summary>
    /// <param name="rows">The rows.</param>
    public void Insert(IReadOnlyList<VersionRow> rows)
    {
        var seals = Seal.Of(
            [.. rows.Select(row => (ReadOnlyMemory<byte>)row.SealText())], LaneUse.For(rows.Count));
        for (var i = 0; i < seals.Length; i++) Insert(rows[i], seals[i]);
    }

    private void Insert(VersionRow row, long seal)
    {
        _ = _put.Begin()
            .Bind(1, row.Key)
            .Bind(2, row.Id)
            .Bind(3, row.Parents.Length > 0 ? row.Parents[0].Number : null)
            .Bind(4, row.Parents.Length > 1 ? row.Parents[1].Number : null)
            .Bind(5, row.Time)
            .Bind(6, row.Actor)
            .Bind(7, row.Label)
            .Bind(8, row.Changes)
            .Bind(10, row.Weight.Snapshot)
            .Bind(11, row.Weight.Patches)
            .Bind(12, row.Pack)
            .Bind(18, seal);
        BindBytes(_put, 9, row.Content);
        BindBytes(_put, 13, row.PatchHash);
        BindBytes(_put, 14, row.SourceHash);
        if (row.PatchIsText) _ = _put.BindText(15, row.Patch);
        else BindBytes(_put, 15, row.Patch);
        BindBytes(_put, 16, row.Source);
        BindBytes(_put, 17, row.Snapshot);
        _put.Run();
    }

    /// <summary>Writes again what of a row can change: how its payload is kept.</summary>
    /// <param name="row">The row.</param>
    public void Update(VersionRow row)
    {
        _ = _change.Begin()
            .Bind(1, row.Key)
            .Bind(2, row.Weight.Snapshot)
            .Bind(3, row.Weight.Patches)
            .Bind(4, row.Pack)
            .Bind(10, row.Seal());
        BindBytes(_change, 5, row.PatchHash);
        BindBytes(_change, 6, row.SourceHash);
        if (row.PatchIsText) _ = _change.BindText(7, row.Patch);
        else BindBytes(_change, 7, row.Patch);
        BindBytes(_change, 8, row.Source);
        BindBytes(_change, 9, row.Snapshot);
        _change.Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        One.Dispose();
        Range.Dispose();
        Back.Dispose();
        Id.Dispose();
        ByPrefix.Dispose();
        ByScan.Dispose();
        Last.Dispose();
        Entry.Dispose();
        Parent.Dispose();
        _count.Dispose();
        _put.Dispose();
        _change.Dispose();
    }

    private static void BindBytes(Statement statement, int index, byte[]? bytes) =>
        _ = bytes is null ? statement.BindNull(index) : statement.BindBlob(index, bytes);
}
