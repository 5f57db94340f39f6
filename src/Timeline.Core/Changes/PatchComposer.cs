using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Two patches put in a row, each change of the second merged into an earlier change of the same place where nothing
/// between the two depends on their order.
/// </summary>
internal static class PatchComposer
{
    /// <summary>How many changes back a partner is looked for, so that composing long patches stays linear.</summary>
    private const int Reach = 128;

    public static Patch Compose(Patch first, Patch second)
    {
        var changes = new List<Change>(first.Count + second.Count);
        changes.AddRange(first.Changes);
        foreach (var change in second.Changes) Append(changes, change, changes.Count);
        return changes.Count == 0
            ? Patch.Empty
            : new Patch([.. changes], first.Approximate || second.Approximate);
    }

    /// <summary>Puts a change at a place in the row, or merges it into one before that place.</summary>
    private static void Append(List<Change> changes, Change next, int end)
    {
        for (var i = end - 1; i >= 0 && i >= end - Reach; i--)
        {
            if (TryMerge(changes[i], next, out var merged))
            {
                changes.RemoveAt(i);
                if (merged is null) return;

                // What has become of the two may go together with what comes before them.
                (next, end) = (merged, i);
                continue;
            }

            if (!Commute(changes[i], next)) break;
        }

        changes.Insert(end, next);
    }

    /// <summary>Whether two changes in a row can be one, or (with a null result) none.</summary>
    private static bool TryMerge(Change first, Change next, out Change? merged)
    {
        merged = null;
        if (TryUndoInside(first, next, out merged)) return true;
        return (first, next) switch
        {
            (Change.Moved from, Change.Moved to) => TryMerge(from, to, out merged),
            (Change.Moved, _) => false,
            (Change.Removed old, Change.Added added) => TryMerge(old, added, out merged),
            (Change.Removed, _) => false,
            (Change.Added added, Change.Removed old) when old.Path == added.Path => old.Before.Equals(added.After),
            (Change.Added added, _) => TryMergeInto(added.Path, added.After, next, out var value)
                && Is(new Change.Added(added.Path, value, added.NextKey), out merged),
            (Change.Replaced replaced, Change.Removed old) when old.Path == replaced.Path =>
                old.Before.Equals(replaced.After)
                && Is(new Change.Removed(old.Path, replaced.Before, old.NextKey), out merged),
            (Change.Replaced replaced, _) => TryMergeInto(replaced.Path, replaced.After, next, out var value)
                && IsUnless(
                    replaced.Before, value, new Change.Replaced(replaced.Path, replaced.Before, value), out merged),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A change inside of what is removed or replaced next need not be made.</summary>
    private static bool TryUndoInside(Change first, Change next, out Change? merged)
    {
        merged = null;
        var before = next switch
        {
            Change.Removed removed => removed.Before,
            Change.Replaced replaced => replaced.Before,
            _ => null,
        };
        if (before is null || !IsInside(first, next.Path)) return false;
        if (PatchStep.Apply(Relative(first, next.Path.Length).Invert(), 0, ref before) is not null) return false;
        return next is Change.Removed old
            ? Is(new Change.Removed(old.Path, before, old.NextKey), out merged)
            : next is Change.Replaced changed
                && IsUnless(before, changed.After, new Change.Replaced(next.Path, before, changed.After), out merged);
    }

    private static bool IsInside(Change change, ValuePath place) => IsInside(change.Path, place)
        && (change is not Change.Moved moved || IsInside(moved.From, place));

    private static bool IsInside(ValuePath path, ValuePath place) =>
        path.Length > place.Length && path.StartsWith(place);

    /// <summary>A move from and to one map or list goes on to where the second move leads.</summary>
    private static bool TryMerge(Change.Moved first, Change.Moved next, out Change? merged)
    {
        merged = null;
        if (next.From != first.Path || first.Path.Parent != first.From.Parent || next.Path.Parent != next.From.Parent)
            return false;
        var both = new Change.Moved(first.From, next.Path, first.Value, next.NextKey, first.FromNextKey);
        if (both.From == both.Path && both.NextKey == both.FromNextKey) return true;
        return Is(both, out merged);
    }

    /// <summary>What is taken out and put back in one place has been replaced.</summary>
    private static bool TryMerge(Change.Removed first, Change.Added next, out Change? merged)
    {
        merged = null;
        return first.Path == next.Path && first.NextKey == next.NextKey
            && IsUnless(
                first.Before, next.After, new Change.Replaced(first.Path, first.Before, next.After), out merged);
    }

    /// <summary>A change at or inside a place whose new value is known changes that value.</summary>
    private static bool TryMergeInto(
        ValuePath place, Value value, Change next, [MaybeNullWhen(false)] out Value changed)
    {
        changed = null;
        if (!next.Path.StartsWith(place)) return false;
        if (next is Change.Replaced replaced && replaced.Path == place)
        {
            changed = replaced.After;
            return replaced.Before.Equals(value);
        }

        if (!IsInside(next, place)) return false;
        var current = value;
        if (PatchStep.Apply(Relative(next, place.Length), 0, ref current) is not null) return false;
        changed = current;
        return true;
    }

    /// <summary>The change as seen from inside, without the first steps of its paths.</summary>
    private static Change Relative(Change change, int steps)
    {
        var path = Relative(change.Path, steps);
        return change switch
        {
            Change.Added added => new Change.Added(path, added.After, added.NextKey),
            Change.Removed removed => new Change.Removed(path, removed.Before, removed.NextKey),
            Change.Replaced replaced => new Change.Replaced(path, replaced.Before, replaced.After),
            Change.Moved moved => new Change.Moved(
                Relative(moved.From, steps), path, moved.Value, moved.NextKey, moved.FromNextKey),
            _ => throw new UnreachableException(),
        };
    }

    private static ValuePath Relative(ValuePath path, int steps) => ValuePath.From(path.Segments.Skip(steps));

    private static bool Is(Change change, out Change? merged)
    {
        merged = change;
        return true;
    }

    private static bool IsUnless(Value before, Value after, Change change, out Change? merged)
    {
        merged = before.ExactlyEquals(after) ? null : change;
        return true;
    }

    /// <summary>
    /// Whether the second change means the same before the first one as after it, and the first after it.
    /// </summary>
    private static bool Commute(Change first, Change next) =>
        AreApart(first.Path, next)
        && (first is not Change.Moved moved || AreApart(moved.From, next))
        && LeavesAlone(first, next)
        && LeavesAlone(next, first);

    private static bool AreApart(ValuePath path, Change other) =>
        AreApart(path, other.Path) && (other is not Change.Moved moved || AreApart(path, moved.From));

    private static bool AreApart(ValuePath one, ValuePath other) => !one.StartsWith(other) && !other.StartsWith(one);

    /// <summary>
    /// Whether a change neither shifts the indexes nor touches the key order that the other's paths stand in.
    /// </summary>
    private static bool LeavesAlone(Change change, Change other)
    {
        if (change is Change.Replaced) return true;
        return LeavesAlone(change.Path, other)
            && (change is not Change.Moved moved || LeavesAlone(moved.From, other));
    }

    private static bool LeavesAlone(ValuePath shifting, Change other) =>
        LeavesAlone(shifting, other.Path, other)
        && (other is not Change.Moved moved || LeavesAlone(shifting, moved.From, other));

    private static bool LeavesAlone(ValuePath shifting, ValuePath path, Change other)
    {
        if (shifting.IsRoot || !path.StartsWith(shifting.Parent!)) return true;
        return !shifting.Last.IsIndex && (other is Change.Replaced || path.Length > shifting.Length);
    }
}
