using Timeline.Collections;
using Timeline.Histories;

namespace Timeline.Namespaces;

/// <summary>The history of every key: that of the whole, of which each key has the versions that changed it.</summary>
/// <remarks>
/// Nothing is kept beside the whole until somebody asks. Then it is read once, and from there on what is new: in all
/// O(changes), however often one asks. Immutable and safe to share between threads.
/// </remarks>
internal sealed class KeyHistories
{
    private readonly Version<NamespaceSnapshot>? _upTo;
    private readonly PersistentMap<string, Version<KeyState>> _heads;

    private KeyHistories(Version<NamespaceSnapshot>? upTo, PersistentMap<string, Version<KeyState>> heads) =>
        (_upTo, _heads) = (upTo, heads);

    internal static KeyHistories None { get; } = new(null, []);

    /// <summary>The history of a key, empty if it was never there.</summary>
    internal History<KeyState> Of(string key) =>
        _heads.TryGetValue(key, out var head) ? History.Of(head) : History<KeyState>.Empty;

    /// <summary>The same up to a version of the whole.</summary>
    internal KeyHistories UpTo(Version<NamespaceSnapshot> head)
    {
        if (ReferenceEquals(head, _upTo)) return this;
        Stack<Version<NamespaceSnapshot>> unread = new();
        var version = head;
        for (; version is not null && !ReferenceEquals(version, _upTo); version = version.Parent) unread.Push(version);
        // Where what was read is not on this line (it was pruned, or a branch was left), all is read anew.
        var heads = (version is null ? [] : _heads).ToBuilder();
        foreach (var next in unread)
        {
            foreach (var change in (next.Parent?.Value ?? NamespaceSnapshot.Empty).Diff(next.Value))
            {
                var state = next.Value.Find(change.Key) ?? KeyState.Removed;
                heads.Set(change.Key, heads.TryGetValue(change.Key, out var last)
                    ? last.Next(next.Index, state, next.Stamp)
                    : new(next.Index, state, next.Stamp));
            }
        }

        return new(head, heads.ToMap());
    }
}
