using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <inheritdoc/>
    public async ValueTask CompactAsync(CancellationToken cancellation = default)
    {
        foreach (var history in await HistoriesAsync(cancellation).ConfigureAwait(false))
            _ = await _access.Write(() => Compact(history.Name), cancellation).ConfigureAwait(false);
        await _access.GiveBackSpace(cancellation).ConfigureAwait(false);
    }

    /// <summary>Packs the payloads of a history that lie alone.</summary>
    private bool Compact(HistoryName name)
    {
        if (_histories.Find(name) is not { } history) return false;
        var reader = Reader(history);
        var pending = new PendingPack(this, reader);
        for (var number = 0L; number < history.Versions; number++) pending.Add(reader.Row(number));
        pending.Write();
        return true;
    }

    /// <summary>Consecutive versions that are about to be packed together.</summary>
    private sealed class PendingPack(SqliteHistoryStore store, VersionReader reader)
    {
        private readonly List<VersionRow> _rows = [];
        private readonly List<Pack.Entry> _entries = [];
        private long _size;

        public void Add(VersionRow row)
        {
            if (row.IsPruned)
            {
                Write();
                return;
            }

            var snapshot = reader.Snapshot(row);
            var entry = new Pack.Entry(
                reader.Payload(row), snapshot?.Length <= Pack.LargestSnapshot ? snapshot : null);
            var isFull = _size + entry.Length > Pack.LargestPlain || _rows.Count == Pack.MostVersions;
            if (isFull && _rows.Count > 0) Write();
            _rows.Add(row);
            _entries.Add(entry);
            _size += entry.Length;
        }

        public void Write()
        {
            // A pack that is as it would be written again is left alone, and so is a version by itself.
            if (_rows.Count > 1 && !_rows.All(row => row.Pack == _rows[0].Number))
            {
                var pack = Pack.Encode(_entries, Compression.Thorough);
                for (var i = 0; i < _rows.Count; i++) Write(_rows[i], _entries[i], i == 0 ? pack : null);
            }

            _rows.Clear();
            _entries.Clear();
            _size = 0;
        }

        private void Write(VersionRow row, Pack.Entry entry, byte[]? pack) => store._versions.Update(row with
        {
            Pack = _rows[0].Number,
            Patch = pack,
            PatchIsText = false,
            Source = null,
            Snapshot = entry.Snapshot is null ? row.Snapshot : [],
        });
    }
}
