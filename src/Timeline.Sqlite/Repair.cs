using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SQLitePCL;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>One repair of a store's file. Used once.</summary>
internal sealed class Repair : IDisposable
{
    // What is left in the place of the damaged file for those who have it open: no store, for SQLite neither.
    private static readonly byte[] Tombstone = Encoding.UTF8.GetBytes(
        "This store was repaired; what is here is the damaged file, put aside. Open the store again.".PadRight(512));

    private readonly string _path;
    private readonly IReadOnlyList<IHistoryStore> _replicas;
    private readonly RepairOptions _options;
    private readonly CancellationToken _cancellation;

    // Open from first to last: to close any handle of a file is to lose all locks that the process has on it. It also
    // keeps other repairs away, one of which would take what this one leaves behind for a store of nothing.
    private readonly FileStream _file;
    private Database? _damaged;

    // A copy of the file with its header made again, where SQLite can read it only so.
    private DraftedFile? _mended;

    public Repair(
        string path, IReadOnlyList<IHistoryStore> replicas, RepairOptions options, CancellationToken cancellation)
    {
        (_path, _replicas, _options, _cancellation) = (path, replicas, options, cancellation);
        FileStream? file = null;
        new Patience(options.BusyTimeout).Do(() => file = Open(path));
        _file = file!;
    }

    public async ValueTask<RepairReport> RunAsync()
    {
        DraftedFile.Sweep(_path);
        try
        {
            return await HealAsync().ConfigureAwait(false);
        }
        catch (HistoryStoreException failure) when (_mended?.IsNamedIn(failure) == true)
        {
            throw _mended.Renamed(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _damaged?.Try("ROLLBACK");
        _damaged?.Dispose();
        _file.Dispose();
        _mended?.Dispose();
    }

    private async ValueTask<RepairReport> HealAsync()
    {
        var findings = await FindingsAsync().ConfigureAwait(false);
        if (findings.IsEmpty) return new RepairReport(_path, [], [], [], null, false);

        var reader = new ReplicaReader(_replicas, _options.Progress, _cancellation);
        var replicas = await reader.ReadAsync().ConfigureAwait(false);
        OpenWhatIsLeft();
        using var salvage = _damaged is null ? null : new Salvage(_damaged);
        var (healings, lost) = salvage is null
            ? (replicas.Select(it => (Rows.Healing.Of(it.Name, Remains.Nothing, it.Replicas), 0L)).ToList(), [])
            : new HistoryMatch(salvage, replicas).Heal();
        var unhealed = lost.Concat(healings.SelectMany(it => it.Healing.Unhealed)).ToImmutableArray();
        var taken = healings.SelectMany(it => Taken(it.Healing)).ToImmutableArray();
        if (healings.Count == 0 && unhealed.IsEmpty)
            unhealed = [new VerifyFinding(null, null, "no replica has anything")];
        if (salvage is null && !_options.ReplacesUnreadable)
        {
            unhealed = unhealed.Insert(0, new VerifyFinding(
                null, null, "nothing of it can be read, so it cannot be told what it had that the others have not"));
        }

        if (!unhealed.IsEmpty) return new RepairReport(_path, findings, taken, unhealed, null, salvage is null);
        return await MakeAsync(salvage, healings, new RepairReport(_path, findings, taken, [], null, salvage is null))
            .ConfigureAwait(false);
    }

    /// <summary>Opens the file, unless another repair has put it aside in this very moment.</summary>
    private static FileStream Open(string path)
    {
        var file = Disk.OpenAlone(path);
        if (!IsPutAside(file)) return file;
        file.Dispose();
        throw Trouble.From(path, raw.SQLITE_BUSY, "");
    }

    private static bool IsPutAside(FileStream file)
    {
        var start = new byte[Tombstone.Length];
        file.Position = 0;
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan().SequenceEqual(Tombstone);
    }

    private async ValueTask<RepairReport> MakeAsync(
        Salvage? salvage, IReadOnlyList<(Healing Healing, long Key)> healings, RepairReport report)
    {
        using var draft = DraftedFile.Beside(_path);
        try
        {
            var made = SqliteHistoryStore.Open(
                draft.Path, new SqliteStoreOptions { LeavesFlushesOut = true, Snapshots = _options.Snapshots });
            await using (made.ConfigureAwait(false))
            {
                var making = new RepairedStore(made, _replicas, salvage, Counter(healings), _cancellation);
                foreach (var (healing, key) in healings)
                {
                    if (await making.AddAsync(healing, key).ConfigureAwait(false) is { } fault)
                        return report with { Unhealed = [fault] };
                }

                if (salvage?.HasPacks == true) await made.CompactAsync(_cancellation).ConfigureAwait(false);
                var verified = await made.VerifyAsync(
                    new VerifyOptions { Progress = _options.Progress }, _cancellation).ConfigureAwait(false);
                if (!verified.IsClean) return report with { Unhealed = verified.Findings };
            }

            return report with { Kept = Replace(draft) };
        }
        catch (HistoryStoreException failure) when (draft.IsNamedIn(failure))
        {
            throw draft.Renamed(failure);
        }
    }

    private Action Counter(IReadOnlyList<(Healing Healing, long Key)> healings)
    {
        var (done, total) = (0L, healings.Sum(it => (long)it.Healing.Versions.Length));
        return () => _options.Progress?.Report(new StoreProgress(++done, total));
    }

    /// <summary>Puts the repaired file in the place of the damaged one, which is kept.</summary>
    /// <returns>Where it is kept.</returns>
    private string Replace(DraftedFile draft)
    {
        var kept = KeptName();
        Disk.Copy(_file, kept);
        Disk.TakeMode(_path, draft.Path);

        // What SQLite has left beside the damaged file is no part of the other.
        foreach (var end in (string[])["-journal", "-wal", "-shm"])
        {
            if (File.Exists(_path + end)) Disk.Guarded(_path, () => File.Move(_path + end, kept + end));
        }

        draft.Put(overwrite: true);
        _file.Position = 0;
        _file.Write(Tombstone);
        _file.Flush();
        return kept;
    }

    private string KeptName()
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = $"{_path}.damaged-{time}";
        for (var i = 2; File.Exists(name); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{_path}.damaged-{time}-{i}");
        return name;
    }

    private async ValueTask<ImmutableArray<VerifyFinding>> FindingsAsync()
    {
        // To open an empty file is to make a store of it.
        if (_file.Length == 0) return [new VerifyFinding(null, null, "the file is empty")];
        try
        {
            var store = SqliteHistoryStore.Open(_path, new SqliteStoreOptions { BusyTimeout = _options.BusyTimeout });
            await using (store.ConfigureAwait(false))
            {
                var report = await store.VerifyAsync(
                    new VerifyOptions { Progress = _options.Progress }, _cancellation).ConfigureAwait(false);
                return report.Findings;
            }
        }
        catch (HistoryStoreException damage) when (Salvage.IsOfDamage(damage))
        {
            var fault = damage.Trouble == StoreTrouble.NotAStore
                ? "it does not begin as a store does" : damage.Fault ?? damage.Message;
            return [new VerifyFinding(damage.History, damage.Number, fault)];
        }
    }

    /// <summary>Opens what is left, and keeps others from writing where SQLite can open the file at all.</summary>
    private void OpenWhatIsLeft()
    {
        if (_file.Length == 0 || TryOpen(_path)) return;
        if (IsPutAside(_file)) throw Trouble.From(_path, raw.SQLITE_BUSY, "");

        // Nobody else can begin to write such a file either.
        _mended = DraftedFile.Beside(_path);
        var mended = _mended.Path;
        File.Delete(mended);
        Disk.Copy(_file, mended);
        foreach (var end in (string[])["-journal", "-wal"])
        {
            if (File.Exists(_path + end)) Disk.Guarded(mended, () => File.Copy(_path + end, mended + end));
        }

        Disk.Guarded(mended, () => FileHeader.Mend(mended));
        _ = TryOpen(mended);
    }

    private bool TryOpen(string path)
    {
        // Whatever is thrown, it is closed with the rest.
        var database = _damaged = Database.Open(path, readOnly: false);
        var isOpen = Salvage.Guarded(() =>
        {
            new Patience(_options.BusyTimeout).Do(() => database.Execute("BEGIN IMMEDIATE"));
            Schema.OfHistories.RefuseOther(database);
        });
        if (isOpen) return true;
        database.Dispose();
        _damaged = null;
        return false;
    }

    private static IEnumerable<RepairedVersion> Taken(Healing healing) => healing.Versions
        .Where(version => version.Own is null)
        .Select(version => new RepairedVersion(healing.Name, version.Ref, version.Store)
        {
            IsPruned = version.IsPruned,
        });
}
