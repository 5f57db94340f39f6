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

    /// <summary>What code of the program threw: a comparer, an enumerator, an equality.</summary>
    internal static ObjectFault Met(TypeView view, Exception error) =>
        new(view.Type, $"looking into it failed: {ObjectTree.ReasonOf(error)}", error);

    /// <summary>An answer holds an object or an error; in place of a null reference it holds this.</summary>
    internal static ObjectFault Nothing(Type type) => new(type, "it is null, and an answer holds an object");

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

    internal TimelineError ToUnfit(PathPattern pattern) =>
        new TimelineError.PatternUnfit(pattern.ToString(), Path, TypeName.Of(Seen), Message);

    private string Path => _steps.Aggregate(ValuePath.Root, (path, step) => path.Append(step)).ToString();
}
