using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

public sealed partial class TrackedDictionary<TKey, TValue>
{
    /// <inheritdoc/>
    private protected override object? PlaceLocks
    {
        get => _keyLocks;
        set => _keyLocks = (PersistentMap<TKey, int>)value!;
    }

    /// <summary>Whether a key is locked, by a lock of its own. O(log n).</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is.</returns>
    public bool IsKeyLocked(TKey key)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        return _keyLocks.ContainsKey(Spelled(key));
    }

    /// <summary>Forbids every change of what a key has, also of what is below it, until it is unlocked as
    /// often.</summary>
    /// <param name="key">The key; one that is not there cannot be added meanwhile.</param>
    public void LockKey(TKey key)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        using var turn = Mutate(needsUnlocked: false);
        var spelled = Spelled(key);
        var path = PathOf(spelled);
        Commit(_content, ChangeAction.Lock, nameof(LockKey), path, null, null);
        _keyLocks = _keyLocks.Set(spelled, _keyLocks.TryGetValue(spelled, out var times) ? times + 1 : 1);
    }

    /// <summary>Takes back one <see cref="LockKey"/>.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="InvalidOperationException">It is not locked.</exception>
    public void UnlockKey(TKey key)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        using var turn = Mutate(needsUnlocked: false);
        var spelled = Spelled(key);
        var path = PathOf(spelled);
        if (!_keyLocks.TryGetValue(spelled, out var times))
            throw new InvalidOperationException($"{Title} has no lock at {path}.");
        Commit(_content, ChangeAction.Unlock, nameof(UnlockKey), path, null, null);
        _keyLocks = times == 1 ? _keyLocks.Remove(spelled) : _keyLocks.Set(spelled, times - 1);
    }

    /// <inheritdoc/>
    private protected override bool IsPlaceLocked(TrackedContainer child)
    {
        foreach (var (key, _) in _keyLocks)
        {
            if (IsAt(key, child)) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    private protected override void Take(ChangeContent state) =>
        _content = (DictionaryContent<TKey, TValue>)state;

    /// <inheritdoc/>
    private protected override void AfterTakingBack()
    {
        _version++;
        SpellAll();
    }

    private void SpellAll()
    {
        if (_spellings is null) return;
        _spellings.Clear();
        foreach (var (key, _) in _content.Entries) _spellings.Add(key, key);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<TrackedContainer> ChildrenIn(ChangeContent state)
    {
        foreach (var (child, _) in RecordedChildrenIn(state)) yield return child;
    }

    /// <inheritdoc/>
    private protected override void ChildChanged(TrackedContainer child, ParentLink link, ChangeEntry entry)
    {
        if (link.Places == 1 && link.Hint is TKey hint && IsAt(hint, child))
        {
            ChildChangedAt(hint, child, entry);
            return;
        }

        foreach (var (key, value) in _content.Entries)
        {
            if (!ReferenceEquals(_content.ChildAt(key, value), child)) continue;
            link.Hint = key;
            ChildChangedAt(key, child, entry);
        }
    }

    // Others may ask meanwhile, so the content is looked at once.
    private bool IsAt(TKey key, TrackedContainer child) => _content is var content
        && content.Entries.TryGetValue(key, out var there) && ReferenceEquals(content.ChildAt(key, there), child);

    private void ChildChangedAt(TKey key, TrackedContainer child, ChangeEntry entry) =>
        CommitChild(_content.WithRecord(key, child.State), new PathSegment(KeyText<TKey>.Of(key)), entry);

    private void RequireKeyUnlocked(TKey key)
    {
        if (_keyLocks.ContainsKey(key)) throw LockedAt(PathOf(key).ToString());
    }

    /// <summary>Throws if a locked key would have another value.</summary>
    private void RequireLockedKept(DictionaryContent<TKey, TValue> before, DictionaryContent<TKey, TValue> after)
    {
        foreach (var (key, _) in _keyLocks)
        {
            var wasThere = before.Entries.TryGetValue(key, out var was);
            var isThere = after.Entries.TryGetValue(key, out var becomes);
            if (wasThere != isThere || (isThere && !Elements<TValue>.AreSame(was!, becomes!)))
                throw LockedAt(PathOf(key).ToString());
        }
    }

    /// <summary>A dictionary of its own that holds the same now, with copies of the containers in it. O(1) where it
    /// holds no
    /// containers and has no comparer of its own; else O(n).</summary>
    /// <param name="options">How the copy is tracked; as this one if null.</param>
    /// <returns>The copy, whose log begins anew. It is not locked.</returns>
    public TrackedDictionary<TKey, TValue> Copy(TrackingOptions? options = null) =>
        (TrackedDictionary<TKey, TValue>)CopyOf(options ?? Options, []);

    /// <inheritdoc/>
    private protected override TrackedContainer CopyOf(
        TrackingOptions options, Dictionary<TrackedContainer, TrackedContainer> made) =>
        new TrackedDictionary<TKey, TValue>(_content, options, Comparer, isSpelled: _spellings is not null, made);

    /// <inheritdoc/>
    private protected override IEnumerable<(TrackedContainer Child,
        ChangeContent Record)> RecordedChildrenIn(ChangeContent state)
    {
        var content = (DictionaryContent<TKey, TValue>)state;
        if (content.Records is not { } records) yield break;
        foreach (var (key, value) in content.Entries)
        {
            var record = records[key].Content;
            if (Children.In(value, record) is { } child) yield return (child, record);
        }
    }

    /// <inheritdoc/>
    private protected override ChangeContent WithChildrenAsTheyAre(ChangeContent state)
    {
        var content = (DictionaryContent<TKey, TValue>)state;
        if (content.Records is not { } records) return content;
        foreach (var (key, value) in content.Entries)
        {
            if (content.ChildAt(key, value) is { } child && !ReferenceEquals(records[key].Content, child.State))
                content = content.WithRecord(key, child.State);
        }

        return content;
    }

    /// <inheritdoc/>
    private protected override void ReplaceBy(ChangeContent state, string method) =>
        ReplaceAll((DictionaryContent<TKey, TValue>)state, method);
}
