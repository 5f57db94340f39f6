using Timeline.Locking;
using Timeline.Observing;
using Timeline.Persisting;
using Timeline.Stamping;

namespace Timeline.Watching;

/// <summary>A watched variable, whatever the type of its value.</summary>
/// <remarks>All members may be called from any thread at any time.</remarks>
public abstract class WatchedVariable
{
    private static long Made;

    private protected WatchedVariable(string name, TimeProvider clock, ObserverFailures failures)
    {
        Name = name;
        Failures = failures;
        Clock = clock;
        Stamps = new(clock);
    }

    /// <summary>The name it was registered under.</summary>
    public string Name { get; }

    /// <summary>The type of the value.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The value now, boxed if need be; copied if it is mutable.</summary>
    public abstract object? CurrentValue { get; }

    /// <summary>How many versions there are on the line to the current one.</summary>
    public abstract int Count { get; }

    /// <summary>Whether nothing may change it.</summary>
    public abstract bool IsFrozen { get; }

    /// <summary>Drops the versions that the retention of the options does not keep.</summary>
    /// <returns>How many were dropped; none without a retention.</returns>
    public abstract int Prune();

    /// <summary>Completes when what was set before is in the store, if the history is kept in one, and everybody who
    /// listens, asynchronously too, has heard of it.</summary>
    /// <param name="cancellation">Ends the waiting, not the writing or the delivery.</param>
    /// <returns>A task that ends when it is so; or with what the store threw, and then what it lacks is tried
    /// again.</returns>
    /// <exception cref="InvalidOperationException">It was called by a listener, which would wait for
    /// itself.</exception>
    public abstract ValueTask FlushAsync(CancellationToken cancellation = default);

    /// <summary>The place in the order in which all variables of the process were made.</summary>
    internal long Sequence { get; } = Interlocked.Increment(ref Made);

    /// <summary>Held for a moment by whoever changes the variable, and never while code of the caller's runs.</summary>
    internal Gate Gate { get; } = new();

    /// <summary>Where it goes what listeners throw, and what fails while nobody waits for it.</summary>
    private protected ObserverFailures Failures { get; }

    /// <summary>The clock that stamps are taken from.</summary>
    private protected TimeProvider Clock { get; }

    /// <summary>Now, and whoever acts.</summary>
    private protected StampSource Stamps { get; }

    /// <summary>The current version as it is kept.</summary>
    internal abstract SnapshotEntry Capture();

    /// <summary>Whether there is anything to prune by.</summary>
    internal abstract bool HasRetention { get; }

    /// <summary>Lets nothing be set any more, and tells those who listen that nothing comes.</summary>
    internal abstract void Close();

    /// <summary>Writes what the store lacks and lets go of it; throws where it cannot, to be called again.</summary>
    internal abstract ValueTask CloseJournalAsync();

    /// <summary>Replaces this variable by another, or by none, and lets go of its store where that was done.</summary>
    /// <param name="replace">Does it, and says whether it did. If there is a store, all that was set is written by
    /// then, and whoever sets waits.</param>
    /// <returns>Whether it was done. Then the variable goes on in memory.</returns>
    internal abstract Task<bool> TryDetachAsync(Func<Task<bool>> replace);

    /// <summary>The history as it is now, to be saved; calls nobody.</summary>
    internal abstract SavedHistory ToSaved(Sealing? sealing);

    /// <summary>Reads the history of this variable out of a file; changes nothing yet.</summary>
    internal abstract Task<LoadedHistory> ReadAsync(HistoryFile file, Sealing? sealing);

    /// <summary>Prunes; a rule that throws goes to the failure hook, as nobody waits for the answer.</summary>
    internal abstract void PruneQuietly();
}
