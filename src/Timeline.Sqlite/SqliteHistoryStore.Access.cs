using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <summary>Runs a reading in its turn, with the file as it is at one moment.</summary>
    private ValueTask<T> Read<T>(Func<T> body, CancellationToken cancellation) => Run("BEGIN", body, cancellation);

    /// <summary>Runs a writing in its turn; whatever it throws leaves the file as it was.</summary>
    private ValueTask<T> Write<T>(Func<T> body, CancellationToken cancellation)
    {
        if (_options.ReadOnly)
            throw Trouble.Of(StoreTrouble.NotPermitted, $"{Path} was opened for reading; open it for writing");
        return Run("BEGIN IMMEDIATE", body, cancellation);
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
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var patience = new Patience(_options.BusyTimeout);
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

    private void Once(string begin, Action body, Patience patience)
    {
        _database.Execute(begin);
        try
        {
            body();

            // Readers may still hold the file; it is not let go meanwhile, so no new ones come.
            patience.Do(() => _database.Execute("COMMIT"));
        }
        catch
        {
            _database.RollBack();
            throw;
        }
    }

    private async ValueTask GiveBackSpace(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            new Patience(_options.BusyTimeout).Do(() => _database.Execute("VACUUM"));
        }
        finally
        {
            _ = _turn.Release();
        }
    }
}
