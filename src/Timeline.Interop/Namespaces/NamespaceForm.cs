using System.Diagnostics.CodeAnalysis;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Persisting;
using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>The content of a namespace as data: a map of its keys, in their order.</summary>
/// <remarks>
/// Laws: what is read has the keys, the order and the data that were written. Keys whose data is that of the content
/// before keep their state, so that they do not look changed.
/// </remarks>
/// <param name="tree">How values are seen and made.</param>
/// <param name="terms">What keys ask now.</param>
internal sealed class NamespaceForm(ObjectTree tree, Func<NamespaceTerms> terms) : IValueForm<NamespaceSnapshot>
{
    private NamespaceData? _written;

    /// <inheritdoc/>
    public void Check(string variable)
    {
        foreach (var (key, declared) in terms().Keys) declared.CheckKept($"{variable}.{key}", tree);
    }

    /// <inheritdoc/>
    /// <remarks>What differs from the content that was written last, besides what values cost that were not written
    /// before. Safe for many threads.</remarks>
    public Value ToValue(string variable, NamespaceSnapshot value)
    {
        var asked = terms();
        var written = Volatile.Read(ref _written) is { } last
            ? last.Next(value, DataOf)
            : NamespaceData.Of(value, DataOf);
        Volatile.Write(ref _written, written);
        return written.Map;

        Value DataOf(string key, KeyState state) => state.ToData(tree, asked.Of(key)).Match(
            seen => seen,
            error => throw TimelineException.Of($"the value of '{variable}.{key}' cannot be kept", error));
    }

    /// <inheritdoc/>
    public NamespaceSnapshot FromValue(Value data, out TimelineError? error) =>
        After(NamespaceSnapshot.Empty, null, data, out error);

    /// <inheritdoc/>
    public NamespaceSnapshot After(NamespaceSnapshot before, Patch? patch, Value after, out TimelineError? error)
    {
        error = Misfit(after);
        return error is null ? Step(before, patch, (Value.Map)after, null) : before;
    }

    /// <summary>The content that a merge came to; a key that it left as it is on a side keeps its state.</summary>
    internal NamespaceSnapshot Merged(NamespaceSnapshot ours, NamespaceSnapshot theirs, Value data) =>
        Misfit(data) is { } error ? throw new TimelineException(error) : Step(ours, null, (Value.Map)data, theirs);

    private static TimelineError.ObjectUnwritable? Misfit(Value data) =>
        data is not Value.Map keys ? new("", "namespace", "it is no map of keys")
        : keys.Keys.Any(string.IsNullOrWhiteSpace) ? new("", "namespace", "a key of it is blank")
        : null;

    private NamespaceSnapshot Step(NamespaceSnapshot before, Patch? patch, Value.Map after, NamespaceSnapshot? other)
    {
        var (changed, unplaced) = Keys(before, patch, after);
        var content = before;
        foreach (var key in changed.Except(unplaced))
            content = after.TryGetValue(key, out var data) ? content.Set(key, StateOf(key, data)) : content.Remove(key);
        content = unplaced.Aggregate(content, (soFar, key) => soFar.Remove(key));
        return NamespaceOrder.Place(content, after, unplaced, key => StateOf(key, after[key]));

        KeyState StateOf(string key, Value data) => other?.Find(key) is { } known && known.Is(data, tree)
            ? known
            : new KeyState(new StoredValue(key, data, tree, name => terms().Of(name)));
    }

    /// <summary>Which keys a patch changes, and which of them stand in another place, or are new.</summary>
    private (HashSet<string> Changed, HashSet<string> Unplaced) Keys(
        NamespaceSnapshot before, Patch? patch, Value.Map after)
    {
        HashSet<string> changed = new(StringComparer.Ordinal), unplaced = new(StringComparer.Ordinal);
        var seen = SaysKeys(patch) ? null : (Value.Map)ToValue("", before);
        if (seen is not null) patch = Diff.Between(seen, after, StoredPatch.Exactly);
        if (SaysKeys(patch))
        {
            foreach (var change in patch.Changes)
            {
                if (change is Change.Moved moved) _ = changed.Add(moved.From.Segments[0].Text);
                _ = changed.Add(change.Path.Segments[0].Text);
                if (change is Change.Added or Change.Moved && change.Path.Segments.Count == 1)
                    _ = unplaced.Add(change.Path.Segments[0].Text);
            }
        }
        else
        {
            var difference = seen!.Diff(after, exactly: true);
            unplaced.UnionWith(difference.PossiblyMoved);
            changed.UnionWith(difference.Changes.Select(change => change.Key));
        }

        unplaced.UnionWith(changed.Where(key => !before.ContainsKey(key)));
        _ = unplaced.RemoveWhere(key => !after.ContainsKey(key));
        return (changed, unplaced);
    }

    // What replaces the whole says nothing about keys.
    private static bool SaysKeys([NotNullWhen(true)] Patch? patch) =>
        patch?.Changes.All(change => !change.Path.IsRoot) == true;
}
