using Timeline.Causality;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The clocks' rows: each is checked against its seal as it is read.</summary>
internal sealed class ClockTable(Database database) : IDisposable
{
    private readonly Statement _find = new(database, "SELECT time, seal FROM clock WHERE node = ?1");

    private readonly Statement _put = new(
        database, "INSERT OR REPLACE INTO clock(node, time, seal) VALUES(?1, ?2, ?3)");

    /// <summary>The time of a node; null where there is none.</summary>
    public long? TimeOf(ReplicaId node)
    {
        try
        {
            if (!_find.Begin().Bind(1, node.Text).Step()) return null;
            var row = new ClockRow(node.Text, _find.Long(0));
            return row.Seal() == _find.Long(1) && _find.IsInteger(1)
                ? row.Time
                : throw HistoryStoreException.Corrupt(
                    database.Path, null, null,
                    $"the clock of {StorePlace.Printable(node.Text)} is not what was written");
        }
        finally
        {
            _ = _find.Begin();
        }
    }

    /// <summary>Writes a row.</summary>
    public void Put(ClockRow row) => _put.Begin().Bind(1, row.Node).Bind(2, row.Time).Bind(3, row.Seal()).Run();

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
    }
}
