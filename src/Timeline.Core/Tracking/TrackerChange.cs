using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tracking;

/// <summary>What changed at a variable, of one priority: its value, properties, or both.</summary>
public sealed record TrackerChange
{
    internal TrackerChange(long variableId, Priority priority) => (VariableId, Priority) = (variableId, priority);

    /// <summary>The variable.</summary>
    public long VariableId { get; }

    /// <summary>The priority of what changed; what has another one is another change.</summary>
    public Priority Priority { get; }

    /// <summary>Whether the value changed, or was marked as changed.</summary>
    public bool ValueChanged { get; internal init; }

    /// <summary>The names of properties that were set or removed, in ordinal order.</summary>
    public PersistentList<string> PropertiesChanged { get; internal init; } = [];

    /// <summary>The value as it was reported last; null if none was, or if the value did not change.</summary>
    public Seen? Before { get; internal init; }

    /// <summary>The value now; null if there is none any more, or if it did not change.</summary>
    public Seen? After { get; internal init; }

    /// <summary>What changed inside the value. Costs what the comparison does; nothing is kept.</summary>
    /// <returns>
    /// A patch between the Value JSON of before and after, which is null where there is no value; the empty one if the
    /// value did not change; or why none can be told.
    /// </returns>
    public Either<TimelineError, Patch> Difference() => (Before, After) switch
    {
        (not null, not null) => After.DifferenceFrom(Before),
        _ => Diff.Between(Before?.ToJson() ?? Value.OfNull(), After?.ToJson() ?? Value.OfNull()),
    };

    /// <summary>Where and what: <c>variable 3 (high): 1 → 2, hint</c>.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString()
    {
        IEnumerable<string> value = ValueChanged ? [$"{Text(Before)} → {Text(After)}"] : [];
        var priority = PropertyName.WordOf(Priority);
        var what = string.Join(", ", value.Concat(PropertiesChanged));
        return FormattableString.Invariant($"variable {VariableId} ({priority}): {what}");
    }

    private static string Text(Seen? seen) => seen?.ToString() ?? "nothing";
}
