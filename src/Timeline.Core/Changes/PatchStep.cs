using System.Diagnostics;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>One change of a patch applied to a value, strictly.</summary>
internal static class PatchStep
{
    /// <summary>Applies a change, or leaves the value alone and says why not.</summary>
    public static TimelineError.PatchMismatch? Apply(Change change, int index, ref Value value) => change switch
    {
        Change.Added added => Add(added.Path, added.After, added.NextKey, index, ref value),
        Change.Removed removed => Remove(removed.Path, removed.Before, index, ref value),
        Change.Replaced replaced => Replace(replaced, index, ref value),
        Change.Moved moved => Move(moved, index, ref value),
        _ => throw new UnreachableException(),
    };

    private static TimelineError.PatchMismatch? Add(
        ValuePath path, Value added, string? nextKey, int index, ref Value value)
    {
        if (path.IsRoot) return Mismatch(index, path, "nothing", value);
        if (!ValueEdit.TryFind(value, path, out var edit)
            || !edit.CanInsert
            || (edit.Last.IsEnd && edit.Container is Value.List))
        {
            return Mismatch(index, path, "a place in a list or map", null);
        }

        if (edit.Container is Value.Map && edit.TryGet(out var present))
            return Mismatch(index, path, "nothing", present);
        if (!ValueEdit.FitsAt(path, added)) return TooDeep(index, path);
        value = edit.Insert(added, nextKey);
        return null;
    }

    private static TimelineError.PatchMismatch? Remove(ValuePath path, Value removed, int index, ref Value value)
    {
        if (path.IsRoot) return Mismatch(index, path, "a list or map around it", null);
        if (Check(path, removed, index, value, out var edit) is { } error) return error;
        value = edit.Remove();
        return null;
    }

    private static TimelineError.PatchMismatch? Replace(Change.Replaced change, int index, ref Value value)
    {
        if (!ValueEdit.FitsAt(change.Path, change.After)) return TooDeep(index, change.Path);
        if (change.Path.IsRoot)
        {
            if (!value.Equals(change.Before))
                return Mismatch(index, change.Path, TimelineError.Describe(change.Before), value);
            value = change.After;
            return null;
        }

        if (Check(change.Path, change.Before, index, value, out var edit) is { } error) return error;
        value = edit.Replace(change.After);
        return null;
    }

    private static TimelineError.PatchMismatch? Move(Change.Moved change, int index, ref Value value)
    {
        if (change.From.IsRoot) return Mismatch(index, change.From, "a list or map around it", null);
        if (Check(change.From, change.Value, index, value, out var edit) is { } error) return error;
        if (!edit.TryGet(out var moved)) throw new UnreachableException();
        if (change.IsReordering)
        {
            if (edit.Container is Value.Map) value = edit.Insert(moved, change.NextKey);
            return null;
        }

        // Nor out of what it will stand beside: taken back, that would be a move into itself.
        if (change.Path.StartsWith(change.From) || change.From.StartsWith(change.Path))
            return Mismatch(index, change.Path, "a place outside of what is moved", moved);
        var without = edit.Remove();
        if (Add(change.Path, moved, change.NextKey, index, ref without) is { } misplaced) return misplaced;
        value = without;
        return null;
    }

    /// <summary>Finds a place and checks that what the change says is there.</summary>
    private static TimelineError.PatchMismatch? Check(
        ValuePath path, Value expected, int index, Value value, out ValueEdit edit)
    {
        Value? found = null;
        return ValueEdit.TryFind(value, path, out edit) && edit.TryGet(out found) && found.Equals(expected)
            ? null
            : Mismatch(index, path, TimelineError.Describe(expected), found);
    }

    private static TimelineError.PatchMismatch Mismatch(int index, ValuePath path, string expected, Value? found) =>
        new(index, path.ToString(), expected, TimelineError.Describe(found));

    private static TimelineError.PatchMismatch TooDeep(int index, ValuePath path) =>
        new(index, path.ToString(), $"at most {ValueEdit.MaximumDepth} levels of nesting", "a deeper value");
}
