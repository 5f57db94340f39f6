using Timeline.Values;

namespace Timeline.Tracking;

/// <summary>Reads variables over JSON values, so that pure code can watch one without objects that change.</summary>
/// <remarks>
/// <para>A root is given <see cref="Seen.Of"/> a value, and what it is next by <see cref="TrackerState.Assign"/>. Where
/// a value is the very same as before, nothing below it is looked at.</para>
/// <para>Stateless, so safe to share between threads.</para>
/// </remarks>
public sealed class ValueReader : IVariableReader
{
    private ValueReader()
    {
    }

    /// <summary>The reader.</summary>
    public static ValueReader Instance { get; } = new();

    /// <inheritdoc/>
    public Reading Read(TrackedVariable variable, Seen? parent, Seen? last)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (parent is null)
            return last is null ? Failed(variable, TrackingFault.NilPath, "nothing was given to it") : Reading.Of(last);
        if (parent.Target is not Value value)
            return Failed(variable, TrackingFault.Path, "what its parent holds is no JSON value");
        var steps = variable.Path.Steps;
        for (var place = 0; place < steps.Length; place++)
        {
            if (Next(value, steps[place]) is not { } next) return Missing(variable, value, place);
            value = next;
        }

        return last is SeenValue seen && seen.Value.Equals(value) ? Reading.Of(last) : Reading.Of(Seen.Of(value));
    }

    private static Value? Next(Value value, PathStep step) => (step.Kind, value) switch
    {
        (PathStepKind.Index, Value.List list) => step.Index < list.Count ? list[step.Index] : null,
        (PathStepKind.Index or PathStepKind.Member, Value.Map map) =>
            map.TryGetValue(step.Name, out var member) ? member : null,
        _ => null,
    };

    private static Reading Missing(TrackedVariable variable, Value value, int place)
    {
        var step = variable.Path.Steps[place];
        var (fault, reason) = (step.Kind, value) switch
        {
            (_, Value.Null) => (TrackingFault.NilPath, "there is a null before"),
            (PathStepKind.Call or PathStepKind.CallWith, _) => (TrackingFault.BadCall, "a JSON value has no methods:"),
            (PathStepKind.Index, Value.Map) => (TrackingFault.Path, "there is no key"),
            (PathStepKind.Index, Value.List list) =>
                (TrackingFault.BadIndex, FormattableString.Invariant($"a list of {list.Count} has no index")),
            (PathStepKind.Index, _) => (TrackingFault.BadIndex, "there is no list for index"),
            (_, Value.Map) => (TrackingFault.Path, "there is no key"),
            _ => (TrackingFault.Path, "there is no map for key"),
        };
        return Failed(variable, fault,
            FormattableString.Invariant($"{reason} {TimelineError.Quoted(step.Name)} (step {place + 1})"));
    }

    private static Reading Failed(TrackedVariable variable, TrackingFault fault, string reason) =>
        Reading.Failed(new TimelineError.Tracking(fault, variable.Id, variable.Path.ToString(), reason));
}
