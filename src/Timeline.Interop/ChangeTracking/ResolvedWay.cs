using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>A way that a resolver goes, step by step.</summary>
internal sealed class ResolvedWay(IResolver resolver, TrackerPath path)
{
    /// <summary>What is at the end: <paramref name="last"/> itself if it is that still.</summary>
    internal Found Read(object? container, object? last) =>
        Walk(container, path.Steps.Length, out var at) is { } error
            ? new Found(null, error)
            : new Found(Sameness.Keep(at, last), null);

    /// <summary>Sets what is at the end, or calls a method there with it; null, or why nothing was set.</summary>
    internal TimelineError.Tracking? Set(object? container, object? value) => Last(container, (at, step) =>
    {
        if (step.Kind is PathStepKind.Call or PathStepKind.CallWith) resolver.CallWith(at, step.Name, value);
        else resolver.Set(at, step, value);
    });

    /// <summary>Calls the method at the end for what it does; null, or why it cannot be called.</summary>
    internal TimelineError.Tracking? Run(object? container) =>
        Last(container, (at, step) => resolver.Run(at, step.Name));

    private TimelineError.Tracking? Last(object? container, Action<object, PathStep> act)
    {
        if (path.IsRoot) return Wrong(TrackingFault.Path, "an empty path leads to no place that can be set");
        var index = path.Steps.Length - 1;
        if (Walk(container, index, out var at) is { } error) return error;
        if (at is null) return Null(index);
        var step = path.Steps[index];
        return Attempt(step, () => act(at, step));
    }

    private TimelineError.Tracking? Walk(object? container, int count, out object? at)
    {
        at = container;
        for (var i = 0; i < count; i++)
        {
            if (at is not { } from) return Null(i);
            var step = path.Steps[i];
            object? next = null;
            if (Attempt(step, () => next = Go(from, step)) is { } error) return error;
            at = next;
        }

        return null;
    }

    private object? Go(object from, PathStep step) => step.Kind switch
    {
        PathStepKind.Call => resolver.Call(from, step.Name),
        PathStepKind.CallWith => throw new TimelineException(
            Wrong(TrackingFault.BadSetterCall, $"{step.Name}(_) can only be set")),
        _ => resolver.Get(from, step),
    };

    private TimelineError.Tracking? Attempt(PathStep step, Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (TimelineException thrown) when (thrown.Error is TimelineError.Tracking error)
        {
            return error;
        }
        catch (Exception thrown) when (Misstep.IsAnswer(thrown))
        {
            var fault = step.Kind is PathStepKind.Call or PathStepKind.CallWith
                ? TrackingFault.BadCall
                : TrackingFault.Path;
            return Wrong(fault, $"at {step.Name} the resolver threw {ObjectTree.ReasonOf(thrown)}", thrown);
        }
    }

    private TimelineError.Tracking Null(int step) => Wrong(TrackingFault.NilPath, step == 0
        ? "what the path starts from is null"
        : $"what the path leads to before {path.Steps[step].Name} is null");

    private TimelineError.Tracking Wrong(TrackingFault fault, string reason, Exception? cause = null) =>
        new(fault, 0, path.ToString(), reason, cause);
}
