using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.ChangeLogs;

/// <summary>Contents from entries: what was there after an entry, and what before it. Pure.</summary>
/// <remarks>
/// Law: for every log, forward along all entries from the content of its first gives the current content, and backward
/// from there the first again; of sets up to the order of elements, which have none.
/// </remarks>
public static class ChangeReplay
{
    /// <summary>The content after an entry.</summary>
    /// <param name="content">The content before it.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The content, or <see cref="TimelineError.ChangeNotReplayed"/>. O(steps of the path, and the
    /// change).</returns>
    public static Either<TimelineError, Value> Forward(Value content, ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(entry);
        return Replay(content, entry, entry.Action, entry.Before, entry.After);
    }

    /// <summary>The content before an entry.</summary>
    /// <param name="content">The content after it.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The content, or <see cref="TimelineError.ChangeNotReplayed"/>. O(steps of the path, and the
    /// change). Before the first entry it is what was first.</returns>
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
        ChangeAction.Add when entry.Kind != ContainerKind.Set =>
            Patch.From([new Change.Added(entry.Path, Needed(entry.After))]),
        ChangeAction.Remove when entry.Kind != ContainerKind.Set =>
            Patch.From([new Change.Removed(entry.Path, Needed(entry.Before))]),
        ChangeAction.Update or ChangeAction.Replace =>
            Patch.From(Diff.Between(Needed(entry.Before), Needed(entry.After)).Changes.Select(it => it.Under(entry.Path))),
        _ => Patch.Empty,
    };

    private static Either<TimelineError, Value> Replay(
        Value content, ChangeEntry entry, ChangeAction action, Option<ChangeContent> before, Option<ChangeContent> after)
    {
        if (action is ChangeAction.Lock or ChangeAction.Unlock or ChangeAction.RolledBack) return content;
        if (action == ChangeAction.Init) return Needed(after);
        if (entry.Kind == ContainerKind.Set && action is (ChangeAction.Add or ChangeAction.Remove))
            return InSet(content, entry, action, before, after);
        Change step = action switch
        {
            ChangeAction.Add => new Change.Added(entry.Path, Needed(after)),
            ChangeAction.Remove => new Change.Removed(entry.Path, Needed(before)),
            _ => new Change.Replaced(entry.Path, Needed(before), Needed(after)),
        };
        return Patch.From([step]).Apply(content).MapLeft(error => NotReplayed(entry, error.Message));
    }

    /// <summary>A set is a list in no order: what is added comes last, and what is removed is looked for.</summary>
    private static Either<TimelineError, Value> InSet(
        Value content, ChangeEntry entry, ChangeAction action, Option<ChangeContent> before, Option<ChangeContent> after)
    {
        if (!entry.Path.TryGet(content, out var found) || found is not Value.List list)
            return NotReplayed(entry, $"there is no set at {entry.Path}");
        if (action == ChangeAction.Add) return Put(Value.List.From(list.Items.Add(Needed(after))));
        var removed = Needed(before);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i].Equals(removed)) return Put(Value.List.From(list.Items.RemoveAt(i)));
        }

        return NotReplayed(entry, $"{removed} is not in the set at {entry.Path}");

        Either<TimelineError, Value> Put(Value.List set) => entry.Path.IsRoot
            ? set
            : Patch.From([new Change.Replaced(entry.Path, list, set)]).Apply(content);
    }

    private static Value Needed(Option<ChangeContent> content) =>
        content.Match(Some: there => there.Value, None: Value.OfNull);

    private static TimelineError NotReplayed(ChangeEntry entry, string reason) =>
        new TimelineError.ChangeNotReplayed(entry.Id, reason);
}
