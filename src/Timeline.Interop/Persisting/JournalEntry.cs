using Timeline.Histories;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>A change of a variable that a journal has accepted, in the order in which it did.</summary>
/// <typeparam name="T">The type of the variable.</typeparam>
/// <param name="after">The branches after the change.</param>
/// <param name="version">The version it made; null where it only moved a branch.</param>
/// <param name="data">The version's value as data.</param>
internal sealed class JournalEntry<T>(Branches<T> after, Version<T>? version, Value? data)
{
    private volatile bool _isWaiting = true;

    /// <summary>The branches after the change.</summary>
    public Branches<T> After { get; } = after;

    /// <summary>The version it made; null where it only moved a branch.</summary>
    public Version<T>? Version { get; } = version;

    /// <summary>The version's value as data.</summary>
    public Value? Data { get; } = data;

    /// <summary>Whether it is neither written nor given up.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Why it was given up; null while it waits, and where it was written.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Says what became of it.</summary>
    /// <param name="failure">Why it was given up; null where it was written.</param>
    public void Settle(Exception? failure)
    {
        Failure = failure;
        _isWaiting = false;
    }
}
