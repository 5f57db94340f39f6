using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Why one step leads nowhere, or why nothing can be set there.</summary>
/// <param name="Fault">What kind of thing is wrong.</param>
/// <param name="Reason">What is wrong and what would be right, in a line.</param>
/// <param name="Cause">What the program's own code threw; null for nothing.</param>
internal sealed record Misstep(TrackingFault Fault, string Reason, Exception? Cause = null)
{
    internal static Misstep Path(string reason) => new(TrackingFault.Path, reason);

    internal static Misstep Index(string reason) => new(TrackingFault.BadIndex, reason);

    internal static Misstep Call(string reason) => new(TrackingFault.BadCall, reason);

    /// <summary>Of an option that is none: the route says where.</summary>
    internal static Misstep Nothing { get; } = new(TrackingFault.NilPath, "there is nothing");

    internal static Misstep Outside(Type type, int index, int count) => Index(FormattableString.Invariant(
        $"index {index} is outside of {TypeName.Of(type)}, which has {count} element{(count == 1 ? "" : "s")}"));

    internal static Misstep NoKey(Type type, object key) => Path(
        FormattableString.Invariant($"{TypeName.Of(type)} has no key '{key}'"));

    /// <summary>Of a value that a map or a list does not take.</summary>
    internal static Misstep Unfit(string parts, Type type, Type part, string reason) =>
        Path($"the {parts} of {TypeName.Of(type)} are {TypeName.Of(part)}: {reason}");

    internal static Misstep NeverChanges(Type type) => Path($"{TypeName.Of(type)} never changes");

    internal static Misstep Thrown(TrackingFault fault, string place, Exception error) =>
        new(fault, $"{place} threw {ObjectTree.ReasonOf(error)}", error);

    /// <summary>What kind of fault an exception of a resolver says it is; the usual one if it does not say.</summary>
    internal static TrackingFault KindOf(Exception thrown, TrackingFault usual) =>
        thrown is TimelineException { Error: TimelineError.Tracking { Fault: var fault } } ? fault : usual;

    /// <summary>Whether an exception is an answer of the program's code, and not the end of the process.</summary>
    internal static bool IsAnswer(Exception error) => error is not OutOfMemoryException;
}
