using LanguageExt;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Objects as values, and back, where one has the other in hand.</summary>
/// <remarks>F# calls <see cref="ObjectTree.ToValue"/> and <see cref="ObjectTree.FromValue"/> itself.</remarks>
public static class ObjectValues
{
    extension(Value)
    {
        /// <summary>Projects an object, as <see cref="ObjectTree.ToValue"/>.</summary>
        /// <typeparam name="T">The declared type of the object.</typeparam>
        /// <param name="seen">The object.</param>
        /// <param name="tree">How it is seen; null for <see cref="ObjectTree.Default"/>.</param>
        /// <returns>The value, or the path of what cannot be seen and the reason.</returns>
        public static Either<TimelineError, Value> From<T>(T seen, ObjectTree? tree = null) =>
            (tree ?? ObjectTree.Default).ToValue(seen);
    }

    /// <summary>Reads an object out of a value, as <see cref="ObjectTree.FromValue"/>.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="tree">How the type is seen; null for <see cref="ObjectTree.Default"/>.</param>
    /// <returns>The object, or the path of what does not fit and the reason.</returns>
    public static Either<TimelineError, T> To<T>(this Value value, ObjectTree? tree = null) =>
        (tree ?? ObjectTree.Default).FromValue<T>(value);
}
