using Timeline.Storage;

namespace Timeline.Tests.Faults.Loads;

/// <summary>
/// Knows what a store must hold after each step of a load, as the store in memory is the reference of all; and says what a
/// store that met a fault holds: all steps that were acknowledged, and of the one that was on its way all or nothing.
/// </summary>
/// <remarks>For one thread.</remarks>
internal sealed class Judge(int seed) : IAsyncDisposable
{
    private readonly MemoryHistoryStore _reference = new();
    private readonly Load _load = new(seed);
    private readonly List<IReadOnlyList<string>> _states = [];

    /// <summary>What a store holds after some steps.</summary>
    public async Task<IReadOnlyList<string>> StateAfterAsync(int steps)
    {
        if (_states.Count == 0) _states.Add(await StoreState.ReadAsync(_reference));
        while (_states.Count <= steps)
        {
            await _load.Next()(_reference);
            _states.Add(await StoreState.ReadAsync(_reference));
        }

        return _states[steps];
    }

    /// <summary>Holds a store against what was acknowledged.</summary>
    /// <param name="store">The store, opened again after the fault.</param>
    /// <param name="acknowledged">How many steps were acknowledged.</param>
    /// <returns>How many steps the store holds, or what is wrong with it.</returns>
    public async Task<Verdict> JudgeAsync(IHistoryStore store, int acknowledged)
    {
        var report = await store.VerifyAsync();
        if (!report.IsClean) return new Verdict(acknowledged, Corrupt: $"{report.Findings[0]}");
        IReadOnlyList<string> state;
        try
        {
            state = await StoreState.ReadAsync(store);
        }
        catch (HistoryStoreException failure) when (failure.Trouble == StoreTrouble.Corrupt)
        {
            return new Verdict(acknowledged, Corrupt: failure.Message);
        }

        for (var steps = acknowledged; steps <= acknowledged + 1; steps++)
            if (StoreState.Difference(await StateAfterAsync(steps), state) is null) return new Verdict(steps);
        for (var steps = acknowledged - 1; steps >= 0; steps--)
        {
            if (StoreState.Difference(await StateAfterAsync(steps), state) is not null) continue;
            return new Verdict(steps, Lost: acknowledged - steps);
        }

        return new Verdict(acknowledged, Half: StoreState.Difference(await StateAfterAsync(acknowledged), state));
    }

    public ValueTask DisposeAsync() => _reference.DisposeAsync();
}
