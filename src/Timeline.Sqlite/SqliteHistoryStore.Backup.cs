using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    private static readonly string[] BesideStores = ["-journal", "-wal", "-shm"];

    /// <summary>Copies the store as it is at one moment, while this process and others go on using it.</summary>
    /// <remarks>
    /// The copy grows under another name, is verified and flushed, and then gets its own: there is never half a file.
    /// Its owner alone may read it. Cost: reading the file and writing it; others wait for parts of it at most, and
    /// where they write all the time, once for the copying of it all.
    /// </remarks>
    /// <param name="path">The copy.</param>
    /// <param name="options">How; null for <see cref="BackupOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up, leaving nothing.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="HistoryStoreException">
    /// There is such a file already (<see cref="StoreTrouble.NotPermitted"/>), it is to be replaced and is no store, it
    /// is the store itself or a part of it,
    /// the store is damaged (<see cref="StoreTrouble.Corrupt"/>), or the environment is in the way; nothing was made
    /// then.
    /// </exception>
    public async ValueTask<BackupReport> BackupAsync(
        string path, BackupOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= BackupOptions.Default;
        var target = System.IO.Path.GetFullPath(path);
        Refuse(target, options);

        // A link goes on leading to the copy.
        if (options.Overwrite) target = RealPath.Of(target);

        // Whoever uses a store that was closed hears of it here; and a commit that was cut off is settled.
        _ = await _access.Read(() => true, cancellation).ConfigureAwait(false);
        using var draft = DraftedFile.Beside(target);
        try
        {
            await CopyTo(draft.Path, options.Progress, cancellation).ConfigureAwait(false);
            var verified = options.LeavesVerifyingOut
                ? null
                : await Verified(draft.Path, options, cancellation).ConfigureAwait(false);
            var bytes = new FileInfo(draft.Path).Length;
            draft.Put(options.Overwrite);
            return new BackupReport(target, bytes, verified);
        }
        catch (HistoryStoreException failure) when (draft.IsNamedIn(failure))
        {
            // What is wrong with the bytes of a copy is wrong with the store's.
            var isOfStore = failure.Trouble is
                StoreTrouble.Corrupt or StoreTrouble.NotAStore or StoreTrouble.NewerFormat;
            throw draft.Renamed(failure, isOfStore ? Path : target);
        }
    }

    private async Task CopyTo(string draft, IProgress<StoreProgress>? progress, CancellationToken cancellation)
    {
        // By a connection of its own, so that this store's other users take their turns meanwhile.
        using var source = Database.Open(Path, _options.ReadOnly);
        using var target = Database.Open(draft, readOnly: false);
        await new PageCopy(source, target, _options.BusyTimeout, progress).RunAsync(cancellation).ConfigureAwait(false);
    }

    private async ValueTask<VerifyReport> Verified(
        string draft, BackupOptions options, CancellationToken cancellation)
    {
        var copy = Open(draft, new SqliteStoreOptions { ReadOnly = true });
        await using (copy.ConfigureAwait(false))
        {
            var report = await copy.VerifyAsync(new VerifyOptions { Progress = options.Progress }, cancellation)
                .ConfigureAwait(false);
            if (report.IsClean) return report;
            var first = report.Findings[0];
            throw HistoryStoreException.Corrupt(
                Path, first.History, first.Number, $"{first.Fault}; no backup was made, as it would be damaged too");
        }
    }

    private void Refuse(string target, BackupOptions options)
    {
        if (Directory.Exists(target)) throw Trouble.IsFolder(target);
        var (store, real) = (RealPath.Of(Path), RealPath.Of(target));
        if (real == store || Array.Exists(BesideStores, end => target == Path + end || real == store + end))
        {
            throw Refused($"{target} is the store itself; name another file");
        }

        if (File.Exists(target) && !options.Overwrite)
            throw Refused($"{target} is there already; name another file, or say that it is to be replaced");
        if (File.Exists(real) && !IsCopy(real))
            throw Refused($"{target} is no copy of a store, so it stays; name another file, or delete it first");
        foreach (var beside in BesideStores.Select(end => target + end).Where(File.Exists))
            throw Refused($"{beside} belongs to a store that is in use or was cut off; name another file");
    }

    /// <summary>Whether a file is an earlier copy, or empty: anything else was named by mistake.</summary>
    private static bool IsCopy(string path) =>
        Disk.Head(path, Schema.HeadSize) is { } head && (head.Length == 0 || Schema.OfHistories.IsIn(head));

    private static HistoryStoreException Refused(string message) => Trouble.Of(StoreTrouble.NotPermitted, message);
}
