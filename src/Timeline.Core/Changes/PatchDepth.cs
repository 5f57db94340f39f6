using LanguageExt;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Patches whose paths have no more than some number of steps.</summary>
internal static class PatchDepth
{
    /// <summary>
    /// The patch in which neighbouring changes further in than some number of steps are one replacement of what they
    /// are in.
    /// </summary>
    internal static Either<TimelineError, Patch> Limited(Patch patch, Value before, int steps)
    {
        var changes = new List<Change>();
        var current = before;
        for (var i = 0; i < patch.Count;)
        {
            var place = PlaceOf(patch.Changes[i], steps);
            var run = place is null
                ? 1
                : patch.Changes.Skip(i).TakeWhile(it => place.Equals(PlaceOf(it, steps))).Count();
            var applied = Patch.From(patch.Changes.Skip(i).Take(run)).Apply(current);
            if (applied.IsLeft) return (TimelineError)applied;
            var next = (Value)applied;
            if (place is null) changes.Add(patch.Changes[i]);
            else changes.Add(new Change.Replaced(place, At(current, place), At(next, place)));
            (current, i) = (next, i + run);
        }

        return changes.Count == 0 ? Patch.Empty : new Patch([.. changes], patch.Approximate);
    }

    /// <summary>Where something is to be replaced for a change; null if the change may stand as it is.</summary>
    private static ValuePath? PlaceOf(Change change, int steps)
    {
        if (change is not Change.Moved moved)
            return change.Path.Length > steps ? change.Path.First(steps) : null;
        if (Math.Max(moved.Path.Length, moved.From.Length) <= steps) return null;
        // What leaves one place for another is a replacement of what both are in.
        var (to, from) = (moved.Path.First(steps), moved.From.First(steps));
        for (; !to.Equals(from); to = to.First(from.Length))
            from = from.Length >= to.Length ? from.Parent! : from;
        return to;
    }

    private static Value At(Value value, ValuePath path) =>
        path.Resolve(value).IfLeft(_ => throw new InvalidOperationException($"There is no {path} to replace."));
}
