using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Persisting;

/// <summary>Values of a variable's type as JSON data, and back.</summary>
/// <typeparam name="T">The type of the variable.</typeparam>
/// <param name="tree">How objects are seen.</param>
internal sealed class ObjectForm<T>(ObjectTree tree)
{
    /// <summary>Holds the type against what can be kept.</summary>
    /// <param name="variable">The variable, for the error.</param>
    /// <exception cref="TimelineException">Something of it cannot be seen, or not be made again.</exception>
    public void Check(string variable)
    {
        _ = tree.Check<T>().Bind(_ => tree.CheckFromValue<T>()).IfLeft(error => throw TimelineException.Of(
            $"the variable '{variable}' cannot be kept, as nothing could make its {typeof(T).Name} again", error));
    }

    /// <summary>The value as data. This runs code of the type: its getters and converters.</summary>
    /// <param name="variable">The variable, for the error.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="TimelineException">It cannot be seen; the message names the path.</exception>
    public Value ToValue(string variable, T value) => tree.ToValue(value).Match(
        seen => seen,
        error => throw TimelineException.Of($"the value of '{variable}' cannot be kept", error));

    /// <summary>The value made again. This runs code of the type: its constructors and converters.</summary>
    /// <param name="data">The data.</param>
    /// <param name="error">Why there is none, <see cref="TimelineError.ObjectUnwritable"/>; else null.</param>
    /// <returns>The value, which may be null where the type says so; nothing else where there is an error.</returns>
    public T FromValue(Value data, out TimelineError? error)
    {
        var made = tree.FromValue<T>(data);
        error = made.IsRight || (data is Value.Null && default(T) is null) ? null : (TimelineError)made;
        return made.IsRight ? (T)made : default!;
    }

    /// <summary>The value after a patch; it shares with the one before what no change touches.</summary>
    /// <param name="before">The value before.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="after">The data that it comes to.</param>
    /// <param name="error">Why there is none; else null.</param>
    /// <returns>As <see cref="FromValue"/>.</returns>
    public T After(T before, Patch patch, Value after, out TimelineError? error)
    {
        error = null;
        if (patch.IsEmpty) return before;
        if (before is null || after is Value.Null) return FromValue(after, out error);
        var made = patch.Apply(before, tree);
        return made.IsRight ? (T)made : FromValue(after, out error);
    }
}
