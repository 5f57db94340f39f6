using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.ChangeLogs;

/// <summary>Contents from entries: what was there after an entry, and what before it. Pure.</summary>
/// <remarks>
/// Law: for every log, forward along all entries from the content of its first gives the current content, and backward
/// from there the first again; of maps up to the order of keys, which have none, while sets are written in one order
/// that replay keeps. What nests deeper than <see cref="JsonLimits.Default"/> lets through cannot be replayed.
/// </remarks>
public static class ChangeReplay
{
    /// <summary>The content after an entry.</summary>
    /// <param name="content">The content before it.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The content, or <see cref="TimelineError.ChangeNotReplayed"/>. O(steps of the path, and the change); in
    /// sets, O(log² elements).</returns>
    public static Either<TimelineError, Value> Forward(Value content, ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(entry);
        return Replay(content, entry, entry.Action, entry.Before, entry.After);
    }

    /// <summary>The content before an entry.</summary>
    /// <param name="content">The content after it.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The content, or <see cref="TimelineError.ChangeNotReplayed"/>. O(steps of the path, and the change); in
    /// sets, O(log² elements). Before the first entry it is what was first.</returns>
    public static Either<TimelineError, Value> Backward(Value content, ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(entry);
        var undoing = entry.Action switch
        {
            ChangeAction.Add => ChangeAction.Remove,
            ChangeAction.Remove => ChangeAction.Add,
            var same => same,
        };
        return entry.Action == ChangeAction.Init
            ? content
            : Replay(content, entry, undoing, entry.After, entry.Before);
    }

    /// <summary>What is different after an entry.</summary>
    internal static Patch PatchOf(ChangeEntry entry) => entry.Action switch
    {
        // The elements of a set have no places: only whole contents say which is which.
        ChangeAction.Add or ChangeAction.Remove when entry.Kind == ContainerKind.Set =>
            Between(entry.ContentBefore, entry.ContentAfter),
        ChangeAction.Update or ChangeAction.Replace =>
            Patch.From(Between(entry.Before, entry.After).Changes.Select(step => step.Under(entry.Path))),
        _ when StepOf(entry.Path, entry.Action, entry.Before, entry.After) is { } step => Patch.From([step]),
        _ => Patch.Empty,
    };

    private static Patch Between(Option<ChangeContent> before, Option<ChangeContent> after) =>
        ChangeContent.OrNull(before) is { } from && ChangeContent.OrNull(after) is { } to
            ? from.DiffTo(to)
            : Patch.Empty;

    private static Either<TimelineError, Value> Replay(
        Value content,
        ChangeEntry entry,
        ChangeAction action,
        Option<ChangeContent> before,
        Option<ChangeContent> after)
    {
        if (action is ChangeAction.Lock or ChangeAction.Unlock or ChangeAction.RolledBack) return content;
        if (action == ChangeAction.Init && ChangeContent.OrNull(after) is { } first) return first.Value;
        if (StepOf(entry.Path, action, before, after) is not { } step)
            return NotReplayed(entry, "it does not say what was there before and after");
        return entry.Kind == ContainerKind.Set && step is not Change.Replaced
            ? InSet(content, entry, step)
            : Apply(content, entry, step);
    }

    /// <summary>The step that an action is; null where it is none, or does not say what it needs.</summary>
    private static Change? StepOf(
        ValuePath path, ChangeAction action, Option<ChangeContent> before, Option<ChangeContent> after) =>
        (action, ChangeContent.OrNull(before), ChangeContent.OrNull(after)) switch
        {
            (ChangeAction.Add, _, { } to) => new Change.Added(path, to.Value),
            (ChangeAction.Remove, { } from, _) => new Change.Removed(path, from.Value),
            (ChangeAction.Update or ChangeAction.Replace, { } from, { } to) =>
                new Change.Replaced(path, from.Value, to.Value),
            _ => null,
        };

    /// <summary>What is added to a set comes where <see cref="ElementOrder"/> has it, and what is removed is there, or
    /// in a set that was written in another order anywhere.</summary>
    /// <remarks>Elements that differ may be written alike, so an element may be there as often as it was
    /// added.</remarks>
    private static Either<TimelineError, Value> InSet(Value content, ChangeEntry entry, Change step)
    {
        if (!entry.Path.TryGet(content, out var found) || found is not Value.List list)
            return NotReplayed(entry, $"there is no set at {entry.Path}");
        var element = step is Change.Added added ? added.After : ((Change.Removed)step).Before;
        var at = PlaceOf(element, list);
        if (step is Change.Added) return Put(list.Items.InsertAt(at, element));
        if (at == list.Count || !list[at].Equals(element)) at = IndexOf(element, list);
        return at < 0
            ? NotReplayed(entry, $"{TimelineError.Describe(element)} is not in the set")
            : Put(list.Items.RemoveAt(at));

        Either<TimelineError, Value> Put(PersistentList<Value> elements) =>
            Apply(content, entry, new Change.Replaced(entry.Path, list, Value.List.From(elements)));
    }

    private static int IndexOf(Value element, Value.List elements)
    {
        var at = 0;
        foreach (var one in elements.Items)
        {
            if (one.Equals(element)) return at;
            at++;
        }

        return -1;
    }

    /// <summary>How many elements of a set in order come before another.</summary>
    private static int PlaceOf(Value element, Value.List elements)
    {
        var (low, high) = (0, elements.Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (ElementOrder.Instance.Compare(elements[middle], element) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static Either<TimelineError, Value> Apply(Value content, ChangeEntry entry, Change step)
    {
        var strict = Patch.From([step]).Apply(content);
        return strict.IsRight || AsFound(content, step) is not { } lenient
            ? strict.MapLeft(error => (TimelineError)NotReplayed(entry, error.Message))
            : Patch.From([lenient]).Apply(content);
    }

    /// <summary>
    /// The step that takes away what is there, where that is what the step says but for the order of sets in it, which
    /// programs other than this one may write as they like; null where it is something else.
    /// </summary>
    private static Change? AsFound(Value content, Change step)
    {
        if (!step.Path.TryGet(content, out var found)) return null;
        return step switch
        {
            Change.Removed removed when UnorderedEquality.Same(removed.Before, found) =>
                new Change.Removed(step.Path, found),
            Change.Replaced replaced when UnorderedEquality.Same(replaced.Before, found) =>
                new Change.Replaced(step.Path, found, replaced.After),
            _ => null,
        };
    }

    private static TimelineError.ChangeNotReplayed NotReplayed(ChangeEntry entry, string reason) =>
        new(entry.Id, reason);
}
