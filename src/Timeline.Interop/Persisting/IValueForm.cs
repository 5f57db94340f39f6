using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Persisting;

/// <summary>Values of a variable's type as JSON data, and back.</summary>
/// <typeparam name="T">The type of the variable.</typeparam>
internal interface IValueForm<T>
{
    /// <summary>Holds the type against what can be kept.</summary>
    /// <param name="variable">The variable, for the error.</param>
    /// <exception cref="TimelineException">Something of it cannot be seen, or not be made again.</exception>
    void Check(string variable);

    /// <summary>The value as data. This runs code of the type: its getters and converters.</summary>
    /// <param name="variable">The variable, for the error.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="TimelineException">It cannot be seen; the message names the path.</exception>
    Value ToValue(string variable, T value);

    /// <summary>The value made again. This runs code of the type: its constructors and converters.</summary>
    /// <param name="data">The data.</param>
    /// <param name="error">Why there is none, <see cref="TimelineError.ObjectUnwritable"/>; else null.</param>
    /// <returns>The value, which may be null where the type says so; nothing else where there is an error.</returns>
    T FromValue(Value data, out TimelineError? error);

    /// <summary>The value after another; it shares with the one before what no change touches.</summary>
    /// <param name="before">The value before.</param>
    /// <param name="patch">What leads from there; null if that is not known.</param>
    /// <param name="after">The data that it comes to.</param>
    /// <param name="error">Why there is none; else null.</param>
    /// <returns>As <see cref="FromValue"/>.</returns>
    T After(T before, Patch? patch, Value after, out TimelineError? error);
}
