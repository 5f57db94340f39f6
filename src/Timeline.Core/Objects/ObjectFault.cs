using System.Diagnostics.CodeAnalysis;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Why an object could not be seen, on its way up to where the walk began; each level adds its step.</summary>
/// <remarks>Never leaves this room: what is public gives a <see cref="TimelineError"/>.</remarks>
[SuppressMessage("Design", "CA1032", Justification = "It is made here only, and always with a type.")]
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this room.")]
internal sealed class ObjectFault : Exception
{
    private readonly Stack<PathSegment> _steps = new();

    internal ObjectFault(Type seen, string reason, Exception? cause = null)
        : base(reason, cause) => Seen = seen;

    /// <summary>The type of what could not be seen.</summary>
    internal Type Seen { get; }

    /// <summary>
    /// Notes a step that the fault comes up through, and never stops it: called in the filters of handlers, for a fault
    /// that each of a thousand levels caught and threw again would need more stack than there is.
    /// </summary>
    internal bool Passes(PathSegment step)
    {
        _steps.Push(step);
        return false;
    }

    internal TimelineError ToError() => new TimelineError.ObjectUnreadable(Path, TypeName.Of(Seen), Message);

    internal TimelineError ToUnwritable() => new TimelineError.ObjectUnwritable(Path, TypeName.Of(Seen), Message);

    private string Path => _steps.Aggregate(ValuePath.Root, (path, step) => path.Append(step)).ToString();
}
