using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Running;

/// <summary>A judge for several threads, of stores in files.</summary>
internal sealed class Judges(int seed) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Judge _judge = new(seed);

    /// <summary>Opens a store, as who comes after a fault does, and judges it.</summary>
    public async Task<Verdict> JudgeAsync(string path, int acknowledged)
    {
        await _turn.WaitAsync();
        try
        {
            await using var store = SqliteHistoryStore.Open(path);
            return await _judge.JudgeAsync(store, acknowledged);
        }
        catch (HistoryStoreException failure)
        {
            return new Verdict(acknowledged, Corrupt: failure.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _judge.DisposeAsync();
        _turn.Dispose();
    }
}
