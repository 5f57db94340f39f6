using Timeline.Histories;

namespace Timeline.Namespaces;

/// <summary>That a version of a namespace created, changed or removed a key.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class KeyChange
{
    private readonly KeyState _before;
    private readonly KeyState _after;

    private KeyChange(string key, KeyState? before, KeyState? after, Version<NamespaceSnapshot> version) =>
        (Key, _before, _after, Version) = (key, before ?? KeyState.Removed, after ?? KeyState.Removed, version);

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>What happened to it.</summary>
    public KeyChangeKind Kind =>
        !_before.IsThere ? KeyChangeKind.Created : _after.IsThere ? KeyChangeKind.Changed : KeyChangeKind.Removed;

    /// <summary>The value before; null if the key was created.</summary>
    public object? Before => _before.Value;

    /// <summary>The value after; null if the key was removed.</summary>
    public object? After => _after.Value;

    /// <summary>The version of the whole that it is part of: index, time, actor, label, and all other keys.</summary>
    public Version<NamespaceSnapshot> Version { get; }

    /// <summary>Key, kind and version in one line.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => FormattableString.Invariant($"{Key} {Kind} (version {Version.Index})");

    /// <summary>What a version changed: what was removed first, the rest in the order of the keys.</summary>
    internal static IReadOnlyList<KeyChange> Of(Version<NamespaceSnapshot> version)
    {
        var before = Earlier(version);
        return [.. before.Diff(version.Value)
            .Select(change => new KeyChange(
                change.Key, before.Find(change.Key), version.Value.Find(change.Key), version))
            .OrderBy(change => change._after.IsThere)
            .ThenBy(change => change._after.IsThere ? change._after.Place : change._before.Place)];
    }

    /// <summary>What a version did to one key, if anything.</summary>
    internal static KeyChange? Of(Version<NamespaceSnapshot> version, string key)
    {
        var (before, after) = (Earlier(version).Find(key), version.Value.Find(key));
        return ReferenceEquals(before, after) ? null : new(key, before, after, version);
    }

    private static NamespaceSnapshot Earlier(Version<NamespaceSnapshot> version) =>
        version.Parent?.Value ?? NamespaceSnapshot.Empty;
}
