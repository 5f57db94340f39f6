using System.Diagnostics.CodeAnalysis;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>How a tracker gets into objects, and what it makes of them.</summary>
/// <remarks>
/// <para>Each member does by default what a tracker without a resolver does, so that one states only what is different.
/// <see cref="Default"/> is there to fall back on.</para>
/// <para>What a member throws becomes the error of what was asked for, with the exception as its cause; the
/// <see cref="TimelineError.Tracking"/> of a <see cref="TimelineException"/> says also what kind of fault it is. A
/// member may not change the tracker while it looks at variables.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1716", Justification = "Get and Set are what everybody calls them.")]
public interface IResolver
{
    /// <summary>What a tracker does without a resolver.</summary>
    static IResolver Default { get; } = new DefaultResolver();

    /// <summary>Goes one step: to a member, a key or an element.</summary>
    /// <param name="container">The object to go from.</param>
    /// <param name="step">The step; never a call.</param>
    /// <returns>What is there.</returns>
    object? Get(object container, PathStep step) => SingleStep.Get(container, step);

    /// <summary>Sets a member, the value of a key or an element.</summary>
    /// <param name="container">The object that it is in.</param>
    /// <param name="step">The step to it; never a call.</param>
    /// <param name="value">The value.</param>
    void Set(object container, PathStep step, object? value) => SingleStep.Set(container, step, value);

    /// <summary>Calls a method without an argument.</summary>
    /// <param name="container">The object whose method it is.</param>
    /// <param name="method">The name of the method.</param>
    /// <returns>What it gives back, if anybody wants it.</returns>
    object? Call(object container, string method) => SingleStep.Call(container, method);

    /// <summary>Calls a method for what it does, and takes nothing back.</summary>
    /// <param name="container">The object whose method it is.</param>
    /// <param name="method">The name of the method.</param>
    void Run(object container, string method) => SingleStep.Run(container, method);

    /// <summary>Calls a method with an argument.</summary>
    /// <param name="container">The object whose method it is.</param>
    /// <param name="method">The name of the method.</param>
    /// <param name="argument">The argument.</param>
    void CallWith(object container, string method, object? argument) =>
        SingleStep.CallWith(container, method, argument);

    /// <summary>Makes the value of a variable that is created with the property <c>create</c>.</summary>
    /// <param name="type">What the property says.</param>
    /// <param name="value">The value that was given besides; null for none.</param>
    /// <returns>The value; null to take the one that was given.</returns>
    object? CreateValue(string type, object? value) => null;

    /// <summary>
    /// Makes what stands in for the value of a variable that has the property <c>wrapper</c>: variables below it start
    /// from there.
    /// </summary>
    /// <param name="variable">
    /// The variable: it may be kept, and must not be asked for its value yet, which is not there while it is created or
    /// looked at.
    /// </param>
    /// <param name="value">Its value.</param>
    /// <returns>The wrapper, the same as last time to keep it; null for none.</returns>
    object? CreateWrapper(Variable variable, object value) => null;

    /// <summary>What the property <c>type</c> of a variable is to say of an object.</summary>
    /// <param name="value">The object: its wrapper, if it has one.</param>
    /// <returns>The name; null to leave the property alone.</returns>
    string? TypeOf(object value) => null;

    /// <summary>Writes a value as Value JSON in a way of its own.</summary>
    /// <param name="value">The value; also an element of a list.</param>
    /// <returns>
    /// What is written, the same each time while the value is; null to have it written as others are.
    /// </returns>
    Value? ToValueJson(object value) => null;

    private sealed class DefaultResolver : IResolver;
}
