using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>An open store's file, at which threads take turns, each within a transaction.</summary>
internal sealed class Access(Database database, SqliteStoreOptions options) : IDisposable
{
    // Never disposed of, which it needs only where its handle is used: those who wait when the store is closed take
    // their turns one after the other, each giving it on to the next.
#pragma warning disable CA2213
    private readonly SemaphoreSlim _turn = new(1, 1);
#pragma warning restore CA2213
    private bool _isClosed;

    /// <summary>Runs a reading in its turn, with the file as it is at one moment.</summary>
    public ValueTask<T> Read<T>(Func<T> body, CancellationToken cancellation) => Run("BEGIN", body, cancellation);

    /// <summary>Runs a writing in its turn; whatever it throws leaves the file as it was.</summary>
    public ValueTask<T> Write<T>(Func<T> body, CancellationToken cancellation)
    {
        if (options.ReadOnly)
        {
            throw Trouble.Of(
                StoreTrouble.NotPermitted, $"{database.Path} was opened for reading; open it for writing");
        }

        return Run("BEGIN IMMEDIATE", body, cancellation);
    }

    /// <summary>Gives the disk the space that is not used any more.</summary>
    public async ValueTask GiveBackSpace(CancellationToken cancellation)
    {
        await TakeTurn(cancellation).ConfigureAwait(false);
        try
        {
            RefuseReplaced();
            new Patience(options.BusyTimeout).Do(() => database.Execute("VACUUM"));
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <summary>Takes the last turn, in which the statements are to be closed, and then this.</summary>
    /// <returns>False where another has taken it.</returns>
    public async ValueTask<bool> TakeLast()
    {
        if (Interlocked.Exchange(ref _isClosed, true)) return false;
        await _turn.WaitAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Closes the file and ends the last turn.</summary>
    public void Dispose()
    {
        StoreFile.Close(database, options);

        // Whoever still waits for a turn gets one, and finds the store closed.
        _ = _turn.Release();
    }

    private async ValueTask TakeTurn(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        if (!_isClosed) return;
        _ = _turn.Release();
        throw new ObjectDisposedException(database.Path, "The store was closed; open it again.");
    }

    // What waits and tries again is compiled once, not for each kind of answer: a command starts sooner.
    private ValueTask<T> Run<T>(string begin, Func<T> body, CancellationToken cancellation)
    {
        var result = default(T)!;
        var run = Run(begin, () => { result = body(); }, cancellation);
        return run.IsCompletedSuccessfully ? new ValueTask<T>(result) : After(run, () => result);
    }

    private static async ValueTask<T> After<T>(ValueTask run, Func<T> result)
    {
        await run.ConfigureAwait(false);
        return result();
    }

    private async ValueTask Run(string begin, Action body, CancellationToken cancellation)
    {
        await TakeTurn(cancellation).ConfigureAwait(false);
        try
        {
            var patience = new Patience(options.BusyTimeout);
            while (true)
            {
                TimeSpan wait;
                try
                {
                    Once(begin, body, patience);
                    return;
                }
                catch (HistoryStoreException failure) when (patience.Allows(failure, out wait))
                {
                }

                await Task.Delay(wait, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    private void RefuseReplaced()
    {
        if (database.IsReplaced) throw Trouble.Replaced(database.Path);
    }

    private void Once(string begin, Action body, Patience patience)
    {
        RefuseReplaced();
        SystemError.Forget();
        database.Execute(begin);
        try
        {
            body();

            // Readers may still hold the file; it is not let go meanwhile, so no new ones come.
            patience.Do(database.Commit);
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }
}
