using Timeline.Navigating;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>One step into an object, the default way; what goes wrong is thrown.</summary>
internal static class SingleStep
{
    internal static object? Get(object container, PathStep step) => Value(To(step).Get(container));

    internal static void Set(object container, PathStep step, object? value) => Demand(To(step).Set(container, value));

    internal static object? Call(object container, string method) =>
        Value(To(PathStep.Call(method)).Get(container));

    internal static void Run(object container, string method) => Demand(To(PathStep.Call(method)).Call(container));

    internal static void CallWith(object container, string method, object? argument) =>
        Demand(To(PathStep.CallWith(method)).Set(container, argument));

    private static Route To(PathStep step) => new([step]);

    private static object? Value(Found found)
    {
        Demand(found.Error);
        return found.Value;
    }

    private static void Demand(TimelineError? error)
    {
        if (error is not null) throw new TimelineException(error);
    }
}
