using SQLitePCL;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Copies a file that others go on writing, page by page, as it is at one moment.</summary>
/// <remarks>
/// In steps, between which others may write. SQLite begins anew after they did, so a file that is written all the time
/// would never be done: after a few beginnings the rest is one step, during which writers wait. <c>VACUUM INTO</c>
/// would make them wait each time, and would make every row again, so that damage in it is not copied but met.
/// </remarks>
internal sealed class PageCopy(Database source, Database target, TimeSpan patience, IProgress<StoreProgress>? progress)
{
    /// <summary>How many pages a step copies.</summary>
    public const int Pages = 512;

    private const int MostBeginnings = 4;

    /// <summary>Copies all of it.</summary>
    /// <param name="cancellation">Gives up between steps.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        target.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
        using var copying = source.CopyTo(target);
        var beginnings = 1;
        var left = long.MaxValue;
        var waits = new Patience(patience);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var code = raw.sqlite3_backup_step(copying, beginnings < MostBeginnings ? Pages : -1);
            var (remaining, total) = (raw.sqlite3_backup_remaining(copying), raw.sqlite3_backup_pagecount(copying));
            progress?.Report(new StoreProgress(total - remaining, total));
            if (code == raw.SQLITE_DONE) break;
            if (code == raw.SQLITE_OK)
            {
                if (remaining >= left) beginnings++;
                left = remaining;
                waits = new Patience(patience);
                await Task.Yield();
                continue;
            }

            // SQLite keeps both files' failures with the target, which nobody else uses and in which nothing is read.
            var isOfSource = (code & 0xff) is
                raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT;
            var failure = isOfSource ? source.Failure(code) : target.Failure(code);
            if (failure is not HistoryStoreException busy || !waits.Allows(busy, out var wait)) throw failure;
            await Task.Delay(wait, cancellation).ConfigureAwait(false);
        }

        target.Check(raw.sqlite3_backup_finish(copying));

        // The file says of itself how it is written; a copy stands alone.
        target.Execute("PRAGMA journal_mode=DELETE");
    }
}
