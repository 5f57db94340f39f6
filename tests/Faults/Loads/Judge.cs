using Timeline.Storage;

namespace Timeline.Tests.Faults.Loads;

/// <summary>
/// Knows what a store must hold after each step of a load, as the store in memory is the reference of all; and says what a
/// store that met a fault holds: all steps that were acknowledged, and of the one that was on its way all or nothing.
/// </summary>
/// <remarks>For one thread.</remarks>
internal sealed class Judge(int seed) : IAsyncDisposable
{
    private readonly Dictionary<int, IReadOnlyList<string>> _states = [];
    private MemoryHistoryStore _reference = new();
    private Load _load = new(seed);

    /// <summary>What a store holds after some steps.</summary>
    /// <remarks>
    /// To read a state costs more than to take the steps up to it, so a state is read when it is asked for, and one before
    /// the reference's is reached by taking the steps once more.
    /// </remarks>
    public async Task<IReadOnlyList<string>> StateAfterAsync(int steps)
    {
        if (_states.TryGetValue(steps, out var known)) return known;
        if (_load.Taken > steps)
        {
            await _reference.DisposeAsync();
            _reference = new MemoryHistoryStore();
            _load = new Load(seed);
        }

        while (_load.Taken < steps) await _load.Next()(_reference);
        return _states[steps] = await StoreState.ReadAsync(_reference);
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

        // It is wrong, and which of the earlier states it is may be any: upwards, as the reference goes.
        for (var steps = 0; steps < acknowledged; steps++) _ = await StateAfterAsync(steps);
        for (var steps = acknowledged - 1; steps >= 0; steps--)
        {
            if (StoreState.Difference(await StateAfterAsync(steps), state) is not null) continue;
            return new Verdict(steps, Lost: acknowledged - steps);
        }

        return new Verdict(acknowledged, Half: StoreState.Difference(await StateAfterAsync(acknowledged), state));
    }

    public ValueTask DisposeAsync() => _reference.DisposeAsync();
}
