using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The errors' rows: each is checked against its seal as it is read.</summary>
internal sealed class ErrorTable(Database database) : IDisposable
{
    private const string Columns = "number, id, time, action, message, resolution, agent, seal";

    private readonly Statement _find = new(database, $"SELECT {Columns} FROM error WHERE id = ?1");

    private readonly Statement _before = new(
        database, $"SELECT {Columns} FROM error WHERE number < ?1 ORDER BY number DESC LIMIT ?2");

    // What AUTOINCREMENT remembers: also of entries that are gone.
    private readonly Statement _last = new(database, "SELECT max(seq) FROM sqlite_sequence WHERE name = 'error'");

    private readonly Statement _put = new(
        database, $"INSERT INTO error({Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    private readonly Statement _delete = new(database, "DELETE FROM error WHERE number = ?1");

    /// <summary>The entry of an id; null for none.</summary>
    public StoredError? Find(EventId id)
    {
        try
        {
            return _find.Begin().Bind(1, id.ToString()).Step() ? Read(_find) : null;
        }
        finally
        {
            _ = _find.Begin();
        }
    }

    /// <summary>Entries with a smaller number, newest first.</summary>
    public List<StoredError> Before(long number, int count)
    {
        var entries = new List<StoredError>();
        _ = _before.Begin().Bind(1, number).Bind(2, count);
        try
        {
            while (_before.Step()) entries.Add(Read(_before));
        }
        finally
        {
            _ = _before.Begin();
        }

        return entries;
    }

    /// <summary>The number given last; 0 for none.</summary>
    public long Last()
    {
        _ = _last.Begin().Step();
        var last = _last.Long(0);
        _ = _last.Begin();
        return last is >= 0 and <= EventTable.LastNumber
            ? last
            : throw HistoryStoreException.Corrupt(
                database.Path, null, null, "the last number of its errors is none that is given");
    }

    /// <summary>Writes a row.</summary>
    public void Insert(ErrorRow row) => _put.Begin()
        .Bind(1, row.Number).Bind(2, row.Id).Bind(3, row.Time).Bind(4, row.Action).Bind(5, row.Message)
        .Bind(6, row.Resolution).Bind(7, row.Agent).Bind(8, row.Seal()).Run();

    /// <summary>Takes a row away.</summary>
    public void Delete(long number) => _delete.Begin().Bind(1, number).Run();

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _before.Dispose();
        _last.Dispose();
        _put.Dispose();
        _delete.Dispose();
    }

    private StoredError Read(Statement from)
    {
        var row = new ErrorRow(
            from.Long(0), from.Text(1), from.Long(2), from.Text(3), from.Text(4), from.Text(5), from.Text(6));
        return (row.Seal() == from.Long(7) && from.IsInteger(7) ? row.TryToStored() : null)
            ?? throw HistoryStoreException.Corrupt(
                database.Path, null, null, $"the row of error {StorePlace.Printable(row.Id)} is not what was written");
    }
}
