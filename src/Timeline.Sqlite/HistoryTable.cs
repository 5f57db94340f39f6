using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The histories' rows: each is checked against its seal as it is read.</summary>
internal sealed class HistoryTable(Database database) : IDisposable
{
    private const string Counter = "";

    private readonly Statement _find = new(
        database, "SELECT name, key, versions, current, branches, heads, seal FROM history WHERE name = ?1");

    private readonly Statement _all = new(
        database,
        "SELECT name, key, versions, current, branches, heads, seal FROM history WHERE name <> '' ORDER BY name");

    private readonly Statement _put = new(
        database, "INSERT OR REPLACE INTO history(name, key, versions, current, branches, heads, seal) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    private readonly OtherWriters _others = new(database);

    private long? _wholeAt;

    /// <summary>The row of a history.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The row, or null.</returns>
    public HistoryRow? Find(HistoryName name)
    {
        if (Read(name.Text) is { } row) return row;

        // An absent row is only believed when the others are all there. They are read once, and again when somebody
        // else has written, or each new history would read all that were there before it. What the disk loses of an
        // open file after that is found by whoever reads all next.
        if (_wholeAt == _others.State()) return null;
        _ = All();
        _wholeAt = _others.State();
        return null;
    }

    /// <summary>All rows, in the order of names.</summary>
    /// <returns>The rows.</returns>
    public List<HistoryRow> All()
    {
        var rows = new List<HistoryRow>();
        _ = _all.Begin();
        while (_all.Step()) rows.Add(Read(_all));
        _ = _all.Begin();
        if (rows.Count != Count())
            throw HistoryStoreException.Corrupt(database.Path, null, null, "a history is missing");
        return rows;
    }

    /// <summary>All rows that are whole; of the others, and of rows that are missing, each is met on its own.</summary>
    /// <param name="guarded">Does what may meet damage, and says whether it met none.</param>
    /// <returns>The rows, in the order of names.</returns>
    public List<HistoryRow> AllWhole(Func<Action, bool> guarded)
    {
        var rows = new List<HistoryRow>();
        var met = 0;
        var isThere = false;
        _ = _all.Begin();
        while (guarded(() => isThere = _all.Step()) && isThere)
        {
            met++;
            _ = guarded(() => rows.Add(Read(_all)));
        }

        _ = _all.Begin();
        _ = guarded(() =>
        {
            if (met != Count()) throw HistoryStoreException.Corrupt(database.Path, null, null, "a history is missing");
        });
        return rows;
    }

    /// <summary>All rows as they lie there, each with the seal it carries.</summary>
    /// <param name="guarded">Does what may meet damage, and says whether it met none.</param>
    /// <returns>The rows that can be read.</returns>
    public List<(HistoryRow Row, long Seal)> AllFound(Func<Action, bool> guarded)
    {
        var rows = new List<(HistoryRow, long)>();
        var isThere = false;
        _ = _all.Begin();
        while (guarded(() => isThere = _all.Step()) && isThere)
            _ = guarded(() => rows.Add((Found(_all), _all.Long(6))));
        _ = _all.Begin();
        return rows;
    }

    /// <summary>A row for a history that has none yet; to be written with <see cref="Put"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The row.</returns>
    public HistoryRow Make(HistoryName name)
    {
        var count = Count() + 1;
        Put(new HistoryRow(Counter, 0, count, "", 0, 0));
        return new HistoryRow(name.Text, count, 0, "main", 0, 0);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    public void Put(HistoryRow row) => _put.Begin()
        .Bind(1, row.Name).Bind(2, row.Key).Bind(3, row.Versions).Bind(4, row.Current).Bind(5, row.Branches)
        .Bind(6, row.Heads).Bind(7, row.Seal()).Run();

    /// <summary>Writes the row that counts the histories, in a new file.</summary>
    public void InsertFirst() => Put(new HistoryRow(Counter, 0, 0, "", 0, 0));

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _others.Dispose();
        _all.Dispose();
        _put.Dispose();
    }

    /// <summary>How many histories the row that counts them says there are.</summary>
    public long Count() => (Read(Counter)
        ?? throw HistoryStoreException.Corrupt(database.Path, null, null, "the count of histories is missing"))
        .Versions;

    private HistoryRow? Read(string name)
    {
        var row = _find.Begin().Bind(1, name).Step() ? Read(_find) : null;
        _ = _find.Begin();
        return row;
    }

    private HistoryRow Read(Statement from)
    {
        var row = Found(from);
        var isPlausible = row.Name.Length == 0 ? row.Versions is >= 0 and < int.MaxValue : row.IsPlausible;
        var isTyped = from.IsInteger(6) && from.IsText(0) && from.IsText(3);
        return row.Seal() == from.Long(6) && isTyped && isPlausible
            ? row
            : throw HistoryStoreException.Corrupt(
                database.Path, StorePlace.Printable(row.Name), null, "its row is not what was written");
    }

    private static HistoryRow Found(Statement from) =>
        new(from.Text(0), from.Long(1), from.Long(2), from.Text(3), from.Long(4), from.Long(5));
}
