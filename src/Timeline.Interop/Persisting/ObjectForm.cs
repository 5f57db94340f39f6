using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Persisting;

/// <summary>Objects of a program as data, seen and made by their tree.</summary>
/// <typeparam name="T">The type of the variable.</typeparam>
/// <param name="tree">How objects are seen.</param>
internal sealed class ObjectForm<T>(ObjectTree tree) : IValueForm<T>
{
    /// <inheritdoc/>
    public void Check(string variable)
    {
        _ = tree.Check<T>().Bind(_ => tree.CheckFromValue<T>()).IfLeft(error => throw TimelineException.Of(
            $"the variable '{variable}' cannot be kept, as nothing could make its {typeof(T).Name} again", error));
    }

    /// <inheritdoc/>
    public Value ToValue(string variable, T value) => tree.ToValue(value).Match(
        seen => seen,
        error => throw TimelineException.Of($"the value of '{variable}' cannot be kept", error));

    /// <inheritdoc/>
    public T FromValue(Value data, out TimelineError? error)
    {
        var made = tree.FromValue<T>(data);
        error = made.IsRight || (data is Value.Null && default(T) is null) ? null : (TimelineError)made;
        return made.IsRight ? (T)made : default!;
    }

    /// <inheritdoc/>
    public T After(T before, Patch? patch, Value after, out TimelineError? error)
    {
        error = null;
        if (patch is { IsEmpty: true }) return before;
        if (patch is null || before is null || after is Value.Null) return FromValue(after, out error);
        var made = patch.Apply(before, tree);
        return made.IsRight ? (T)made : FromValue(after, out error);
    }
}
