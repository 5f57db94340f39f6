using Timeline.Changes;
using Timeline.Histories;

namespace Timeline.Namespaces;

public sealed partial class WatchedNamespace
{
    private KeyHistories _keys = KeyHistories.None;

    /// <summary>Everything that the whole has been. O(1).</summary>
    public History<NamespaceSnapshot> History => Whole.History;

    /// <summary>The newest version of the whole.</summary>
    public Version<NamespaceSnapshot> LastChange => Whole.LastChange;

    /// <summary>Whether there is a change to take back.</summary>
    public bool CanUndo => Whole.CanUndo;

    /// <summary>Whether a change was taken back that can be made again.</summary>
    public bool CanRedo => Whole.CanRedo;

    /// <summary>One key, watched by itself.</summary>
    /// <param name="name">The key, whether it is there or not.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The key is blank.</exception>
    public WatchedKey Key(string name)
    {
        RequireName(name);
        return new(this, name);
    }

    /// <summary>The version of the whole with an index. O(log n).</summary>
    /// <param name="index">The index, from 0.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or it was pruned.</exception>
    public Version<NamespaceSnapshot> At(int index) => Whole.At(index);

    /// <summary>The version of the whole that was the newest at a moment. O(log n).</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment is before the first version.</exception>
    public Version<NamespaceSnapshot> AsOf(DateTimeOffset time) => Whole.AsOf(time);

    /// <summary>All keys and values as they were at a moment. O(log n).</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <returns>The content.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment is before the first version.</exception>
    public NamespaceSnapshot SnapshotAt(DateTimeOffset time) => AsOf(time).Value;

    /// <summary>Makes every key what it was at an older version, by one new version: keys that were removed since are
    /// created, those that were created since are removed.</summary>
    /// <param name="index">The index of the older version; that of the current one is allowed.</param>
    /// <param name="label">In what words; null for <c>rollback to N</c>.</param>
    /// <returns>This namespace. O(1), and O(changes log n) if there are rules or listeners.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or it was pruned.</exception>
    /// <exception cref="Watching.VariableFrozenException">The whole is frozen, or a key that would change.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses a value of then.</exception>
    public WatchedNamespace Rollback(int index, string? label = null)
    {
        _ = Whole.Rollback(index, label);
        return this;
    }

    /// <summary>Makes every key what it was at a moment, by one new version.</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <param name="label">In what words; null for <c>rollback to N</c>, N being the version of that moment.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment is before the first version.</exception>
    /// <exception cref="Watching.VariableFrozenException">The whole is frozen, or a key that would change.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses a value of then.</exception>
    public WatchedNamespace Rollback(DateTimeOffset time, string? label = null) => Rollback(AsOf(time).Index, label);

    /// <summary>Takes back the newest change that was not taken back yet, by a new version.</summary>
    /// <param name="label">In what words; null for <c>undo of N</c>.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="Watching.VariableFrozenException">The whole is frozen, or a key that would change.</exception>
    /// <exception cref="TimelineException">There is nothing to undo.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses a value of then.</exception>
    public WatchedNamespace Undo(string? label = null)
    {
        _ = Whole.Undo(label);
        return this;
    }

    /// <summary>Makes the change again that was taken back last, by a new version.</summary>
    /// <param name="label">In what words; null for <c>redo of N</c>.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="Watching.VariableFrozenException">The whole is frozen, or a key that would change.</exception>
    /// <exception cref="TimelineException">There is nothing to redo.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses a value of then.</exception>
    public WatchedNamespace Redo(string? label = null)
    {
        _ = Whole.Redo(label);
        return this;
    }

    /// <summary>What differs between two versions: keys, and what is within their values.</summary>
    /// <param name="from">The index of the one.</param>
    /// <param name="to">The index of the other, which may be older.</param>
    /// <returns>The patch from the one to the other. Only keys that were changed in between are looked at.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or it was pruned.</exception>
    /// <exception cref="TimelineException">A value cannot be looked into; the error names type and path.</exception>
    public Patch Diff(int from, int to)
    {
        var (before, after) = At(from).Value.Differing(At(to).Value);
        return TimelineException.Unwrap(Changes.Diff.Between(before, after, _options.Comparison));
    }

    /// <summary>The history of a key, which goes on while it is removed.</summary>
    internal History<KeyState> HistoryOf(string key)
    {
        while (true)
        {
            // The head is read after what is known, so that it is never behind it.
            var known = Volatile.Read(ref _keys);
            var read = known.UpTo(LastChange);
            if (Interlocked.CompareExchange(ref _keys, read, known) == known) return read.Of(key);
        }
    }
}
