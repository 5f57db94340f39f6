using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

public sealed partial class ObjectContainer
{
    /// <inheritdoc/>
    private protected override object? PlaceLocks
    {
        get => _propertyLocks;
        set => _propertyLocks = (PersistentMap<string, int>)value!;
    }

    /// <summary>Whether a property is locked, by a lock of its own.</summary>
    /// <param name="name">Its name in code, as <c>nameof</c> gives it.</param>
    /// <returns>True if it is.</returns>
    /// <exception cref="ArgumentException">No property of this name is recorded.</exception>
    public bool IsPropertyLocked(string name) => _propertyLocks.ContainsKey(Named(name).Name);

    /// <summary>Forbids every change of what a property has, also of what is below it, until it is unlocked as
    /// often.</summary>
    /// <param name="name">Its name in code, as <c>nameof</c> gives it.</param>
    /// <exception cref="ArgumentException">No property of this name is recorded.</exception>
    public void LockProperty(string name)
    {
        var property = Named(name);
        using var turn = Mutate(needsUnlocked: false);
        var times = _propertyLocks.TryGetValue(property.Name, out var before) ? before + 1 : 1;
        Commit(_content, ChangeAction.Lock, nameof(LockProperty), property.Path, null, null);
        _propertyLocks = _propertyLocks.Set(property.Name, times);
    }

    /// <summary>Takes back one <see cref="LockProperty"/>.</summary>
    /// <param name="name">Its name in code, as <c>nameof</c> gives it.</param>
    /// <exception cref="ArgumentException">No property of this name is recorded.</exception>
    /// <exception cref="InvalidOperationException">It is not locked.</exception>
    public void UnlockProperty(string name)
    {
        var property = Named(name);
        using var turn = Mutate(needsUnlocked: false);
        if (!_propertyLocks.TryGetValue(property.Name, out var times))
            throw new InvalidOperationException($"{Title} has no lock at {property.Path}.");
        Commit(_content, ChangeAction.Unlock, nameof(UnlockProperty), property.Path, null, null);
        _propertyLocks = times == 1
            ? _propertyLocks.Remove(property.Name)
            : _propertyLocks.Set(property.Name, times - 1);
    }

    private ObjectProperty Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw new ArgumentException(
            $"{Title} records no property '{name}' of {Target.GetType()}; it records "
            + $"{string.Join(", ", Recorded.Select(it => it.NameInCode))}.", nameof(name));
    }

    private void RequirePropertyUnlocked(ObjectProperty property)
    {
        if (!_propertyLocks.IsEmpty && _propertyLocks.ContainsKey(property.Name))
            throw LockedAt(property.Path.ToString());
    }

    /// <inheritdoc/>
    private protected override bool IsPlaceLocked(TrackedContainer child)
    {
        foreach (var (name, _) in _propertyLocks)
        {
            if (ReferenceEquals(_content.Properties[name].Child, child)) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    private protected override void Take(ChangeContent state) => _content = (ObjectContent)state;

    /// <inheritdoc/>
    private protected override IEnumerable<TrackedContainer> ChildrenIn(ChangeContent state)
    {
        foreach (var (child, _) in RecordedChildrenIn(state)) yield return child;
    }

    /// <inheritdoc/>
    private protected override IEnumerable<(TrackedContainer Child,
        ChangeContent Record)> RecordedChildrenIn(ChangeContent state)
    {
        foreach (var property in Recorded)
        {
            var at = ((ObjectContent)state)[property];
            if (at.Child is { } child) yield return (child, at.Record);
        }
    }

    /// <inheritdoc/>
    private protected override void ChildChanged(TrackedContainer child, ParentLink link, ChangeEntry entry)
    {
        if (link.Places == 1 && link.Hint is string hint && ReferenceEquals(_content.Properties[hint].Child, child))
        {
            ChildChangedAt(hint, child, entry);
            return;
        }

        foreach (var property in Recorded)
        {
            if (!ReferenceEquals(_content[property].Child, child)) continue;
            link.Hint = property.Name;
            ChildChangedAt(property.Name, child, entry);
        }
    }

    private void ChildChangedAt(string name, TrackedContainer child, ChangeEntry entry) =>
        CommitChild(_content.With(name, _content.Properties[name].Value, child.State), new PathSegment(name), entry);

    /// <inheritdoc/>
    private protected override ChangeContent WithChildrenAsTheyAre(ChangeContent state)
    {
        var content = (ObjectContent)state;
        foreach (var property in Recorded)
        {
            var at = content[property];
            if (at.Child is { } child && !ReferenceEquals(at.Record, child.State))
                content = content.With(property.Name, at.Value, child.State);
        }

        return content;
    }

    /// <inheritdoc/>
    private protected override void ReplaceBy(ChangeContent state, string method)
    {
        var (before, after) = (_content, (ObjectContent)state);
        foreach (var property in Recorded)
        {
            if (Sameness.OfObjects(before[property].Value, after[property].Value)) continue;
            RequirePropertyUnlocked(property);
            if (property.CanSet) continue;
            throw new InvalidOperationException(
                $"The property {property.NameInCode} of {Title} has no setter, and cannot be set back.");
        }

        Commit(after, ChangeAction.Replace, method, ValuePath.Root, before, after);
        Relink(before, after, mayHold: true);
        if (IsWatched) Notify(null, hasCountChanged: false);
    }

    /// <inheritdoc/>
    private protected override TrackedContainer CopyOf(
        TrackingOptions options, Dictionary<TrackedContainer, TrackedContainer> made) => throw NoCopy();
}
