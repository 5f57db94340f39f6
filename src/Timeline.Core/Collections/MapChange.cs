namespace Timeline.Collections;

/// <summary>
/// One difference between two versions of a map: a key that was added, removed, or given another value.
/// </summary>
/// <typeparam name="TKey">The type of keys.</typeparam>
/// <typeparam name="TValue">The type of values.</typeparam>
/// <remarks>A closed set of cases. Immutable and safe to share between threads.</remarks>
public abstract record MapChange<TKey, TValue>
{
    private MapChange(TKey key) => Key = key;

    /// <summary>The key that differs.</summary>
    public TKey Key { get; }

    /// <summary>Asks which case it is.</summary>
    /// <typeparam name="TResult">What the answers have in common.</typeparam>
    /// <param name="added">For a key that only the later version has: the key and its value.</param>
    /// <param name="removed">For a key that only the earlier version has: the key and its value.</param>
    /// <param name="replaced">For a key that both have: the key, the value before and the value after.</param>
    /// <returns>The answer of the case that holds.</returns>
    public TResult Match<TResult>(
        Func<TKey, TValue, TResult> added,
        Func<TKey, TValue, TResult> removed,
        Func<TKey, TValue, TValue, TResult> replaced)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        ArgumentNullException.ThrowIfNull(replaced);
        return this switch
        {
            Added change => added(change.Key, change.After),
            Removed change => removed(change.Key, change.Before),
            Replaced change => replaced(change.Key, change.Before, change.After),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The later version has a key that the earlier one lacks.</summary>
    public sealed record Added : MapChange<TKey, TValue>
    {
        /// <summary>Makes the change.</summary>
        /// <param name="key">The new key.</param>
        /// <param name="after">Its value.</param>
        public Added(TKey key, TValue after)
            : base(key) => After = after;

        /// <summary>The value of the new key.</summary>
        public TValue After { get; }
    }

    /// <summary>The later version lacks a key that the earlier one has.</summary>
    public sealed record Removed : MapChange<TKey, TValue>
    {
        /// <summary>Makes the change.</summary>
        /// <param name="key">The key that is gone.</param>
        /// <param name="before">The value it had.</param>
        public Removed(TKey key, TValue before)
            : base(key) => Before = before;

        /// <summary>The value the key had.</summary>
        public TValue Before { get; }
    }

    /// <summary>The key has another value in the later version.</summary>
    public sealed record Replaced : MapChange<TKey, TValue>
    {
        /// <summary>Makes the change.</summary>
        /// <param name="key">The key.</param>
        /// <param name="before">The value it had.</param>
        /// <param name="after">The value it has.</param>
        public Replaced(TKey key, TValue before, TValue after)
            : base(key) => (Before, After) = (before, after);

        /// <summary>The value the key had.</summary>
        public TValue Before { get; }

        /// <summary>The value the key has.</summary>
        public TValue After { get; }
    }
}
