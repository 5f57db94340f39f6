using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <inheritdoc/>
    public async ValueTask CompactAsync(CancellationToken cancellation = default)
    {
        foreach (var history in await HistoriesAsync(cancellation).ConfigureAwait(false))
            _ = await Write(() => Compact(history.Name), cancellation).ConfigureAwait(false);
        await GiveBackSpace(cancellation).ConfigureAwait(false);
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
        private readonly List<VersionPayload> _payloads = [];
        private readonly Dictionary<long, (ChainWeight Weight, bool IsPruned)> _seen = [];
        private long _size;

        public void Add(VersionRow row)
        {
            if (row.IsPruned)
            {
                Write();
                _seen[row.Number] = (row.Weight, true);
                return;
            }

            var payload = reader.Payload(row);
            var size = SizeOf(payload);
            if (_rows.Count > 0 && (_size + size > Pack.LargestPlain || _rows.Count == Pack.MostVersions)) Write();
            _rows.Add(row);
            _payloads.Add(payload);
            _size += size;
        }

        public void Write()
        {
            // A pack that is as it would be written again is left alone, and so is a version by itself.
            if (_rows.Count > 1 && !_rows.All(row => row.Pack == _rows[0].Number))
            {
                var pack = Pack.Encode(_payloads, Compression.Thorough);
                for (var i = 0; i < _rows.Count; i++) Write(i, pack);
            }
            else
            {
                foreach (var row in _rows) _seen[row.Number] = (row.Weight, false);
            }

            _rows.Clear();
            _payloads.Clear();
            _size = 0;
        }

        private static long SizeOf(VersionPayload payload) => payload.Patch.Length + (payload.Source?.Length ?? 0);

        private void Write(int index, byte[] pack)
        {
            var row = _rows[index];
            var weight = SnapshotPolicy.Begin(pack.Length * SizeOf(_payloads[index]) / Math.Max(1, _size));
            var snapshot = row.Snapshot;
            if (!row.Parents.IsEmpty)
            {
                var parent = _seen[row.Parents[0].Number];
                weight = SnapshotPolicy.Add(parent.Weight, weight.Snapshot);

                // Packed, the patches weigh less, and a snapshot that was due may not be any more.
                if (!parent.IsPruned && !store._options.Snapshots.IsDue(weight)) snapshot = null;
                if (snapshot is not null) weight = SnapshotPolicy.Begin(snapshot.Length);
            }

            _seen[row.Number] = (weight, false);
            store._versions.Update(row with
            {
                Weight = weight,
                Pack = _rows[0].Number,
                Patch = index == 0 ? pack : null,
                PatchIsText = false,
                Source = null,
                Snapshot = snapshot,
            });
        }
    }
}
