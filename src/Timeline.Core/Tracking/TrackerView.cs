using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>What a client sees of a tracker after a detection.</summary>
/// <remarks>Law: with each next detection it is the view of the state after it. Immutable and safe to share between
/// threads.</remarks>
/// <param name="Variables">The variables by id.</param>
public sealed record TrackerView(PersistentMap<long, ViewedVariable> Variables)
{
    /// <summary>The view without variables.</summary>
    public static TrackerView Empty { get; } = new([]);

    /// <summary>What a client sees that was told all there is. O(number of variables).</summary>
    /// <param name="state">The state.</param>
    /// <returns>The view.</returns>
    public static TrackerView Of(TrackerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(PersistentMap<long, ViewedVariable>.From(state.Variables.Select(
            variable => KeyValuePair.Create(variable.Id, ViewedVariable.Of(variable)))));
    }

    /// <summary>The view after the next detection. O(what it tells · log n).</summary>
    /// <param name="detection">The one that followed on what this view is of.</param>
    /// <returns>The view; this very one if it tells nothing new.</returns>
    public TrackerView With(Detection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        if (detection.IsQuiet) return this;
        var variables = Variables.ToBuilder();
        foreach (var id in detection.Destroyed) _ = variables.Remove(id);
        var told = detection.Changes.Select(change => change.VariableId)
            .Concat(detection.Created).Concat(detection.Unreported);
        foreach (var id in told)
        {
            _ = detection.State.Find(id).IfSome(variable => variables.Set(id, ViewedVariable.Of(variable)));
        }

        var next = variables.ToMap();
        return ReferenceEquals(next, Variables) ? this : new(next);
    }

    /// <summary>How many variables it has.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => FormattableString.Invariant($"a view of {Variables.Count} variables");

    /// <summary>What changed from this view to a later one. O(what changed · log n).</summary>
    /// <param name="after">The later view.</param>
    /// <returns>The difference, in which what changed and changed back is nothing.</returns>
    public ViewDifference Diff(TrackerView after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return ViewDifference.Between(this, after);
    }
}
