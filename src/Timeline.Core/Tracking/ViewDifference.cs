using System.Runtime.InteropServices;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>What a client that saw one view has to be told to see another.</summary>
public sealed record ViewDifference
{
    private ViewDifference(TrackerView before, TrackerView after) => (Before, After) = (before, after);

    /// <summary>What the client saw.</summary>
    public TrackerView Before { get; }

    /// <summary>What it is to see.</summary>
    public TrackerView After { get; }

    /// <summary>The variables that both views have and that differ: priority from high to low, then id.</summary>
    public PersistentList<TrackerChange> Changes { get; private init; } = [];

    /// <summary>The ids of the variables that are new, parents before children, else the least first.</summary>
    public PersistentList<long> Created { get; private init; } = [];

    /// <summary>The ids of the variables that are gone, the least first. One that stands below another parent now is in
    /// <see cref="Created"/> too.</summary>
    public PersistentList<long> Destroyed { get; private init; } = [];

    /// <summary>Whether a client could not tell the views apart.</summary>
    public bool IsEmpty => Changes.IsEmpty && Created.IsEmpty && Destroyed.IsEmpty;

    /// <summary>How much it tells.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"{Changes.Count} changes, {Created.Count} created, {Destroyed.Count} destroyed");

    internal static ViewDifference Between(TrackerView before, TrackerView after)
    {
        var (changes, created, destroyed) = (new List<TrackerChange>(), new SortedSet<long>(), new List<long>());
        foreach (var change in before.Variables.Diff(after.Variables))
        {
            var (old, now) = change.Match<(ViewedVariable?, ViewedVariable?)>(
                (_, added) => (null, added), (_, removed) => (removed, null), (_, left, right) => (left, right));
            if (old is not null && now is not null && old.ParentId == now.ParentId)
            {
                changes.AddRange(ChangesOf(old, now));
                continue;
            }

            if (old is not null) destroyed.Add(old.Id);
            if (now is not null) _ = created.Add(now.Id);
        }

        destroyed.Sort();
        return new(before, after)
        {
            Changes = ChangeOrder.Sorted(CollectionsMarshal.AsSpan(changes)),
            Created = ParentsFirst(created, after),
            Destroyed = PersistentList<long>.From(destroyed),
        };
    }

    private static IEnumerable<TrackerChange> ChangesOf(ViewedVariable before, ViewedVariable after)
    {
        if (!Equals(before.Value, after.Value))
        {
            yield return new(after.Id, after.Priority)
            {
                ValueChanged = true,
                Before = before.Value is { } old ? Seen.Of(old) : null,
                After = after.Value is { } now ? Seen.Of(now) : null,
            };
        }

        foreach (var (name, priority) in PropertiesOf(before, after))
            yield return new(after.Id, priority) { PropertiesChanged = [name] };
    }

    private static Dictionary<string, Priority> PropertiesOf(ViewedVariable before, ViewedVariable after)
    {
        // A path may be given by other means than the property.
        var names = new Dictionary<string, Priority>();
        if (!before.Path.Equals(after.Path)) names[PropertyName.OfPath] = Priority.Medium;
        foreach (var change in before.Properties.Diff(after.Properties))
        {
            names[change.Key] = change.Match(
                (_, added) => added.Priority, (_, removed) => removed.Priority, (_, _, now) => now.Priority);
        }

        return names;
    }

    private static PersistentList<long> ParentsFirst(SortedSet<long> created, TrackerView after)
    {
        var (ordered, line) = (new List<long>(), new Stack<long>());
        var done = new System.Collections.Generic.HashSet<long>();
        foreach (var id in created)
        {
            for (var next = id; created.Contains(next) && done.Add(next); next = after.Variables[next].ParentId)
                line.Push(next);
            while (line.TryPop(out var next)) ordered.Add(next);
        }

        return PersistentList<long>.From(ordered);
    }
}
