using System.Diagnostics.CodeAnalysis;
using Timeline.Objects;

namespace Timeline.Namespaces;

/// <summary>What a key held at one version: a value, or nothing because it was removed.</summary>
/// <remarks>
/// A mutable value is copied each time it is asked for. Two states are equal if they are the same one: setting an
/// equal value makes another. Immutable and safe to share between threads.
/// </remarks>
public sealed class KeyState
{
    // Null where no copy is ever needed.
    private readonly KeyTerms? _copying;
    private readonly object? _kept;

    /// <summary>The state of a value that is taken in.</summary>
    /// <exception cref="Isolation.IsolationException">The value holds what cannot be copied.</exception>
    internal KeyState(string name, object? value, KeyTerms terms)
    {
        _kept = terms.Copy(name, value);
        // A copy that is the very object says that nothing in it can change.
        _copying = ReferenceEquals(_kept, value) ? null : terms;
        IsThere = true;
    }

    private KeyState(KeyState state, long place) =>
        (_kept, _copying, Place, IsThere) = (state._kept, state._copying, place, true);

    private KeyState()
    {
    }

    /// <summary>That a key was removed.</summary>
    internal static KeyState Removed { get; } = new();

    /// <summary>Whether the key was there.</summary>
    public bool IsThere { get; }

    /// <summary>The value; null if the key was not there.</summary>
    public object? Value => _copying is null ? _kept : _copying.Copy("", _kept);

    /// <summary>Where the key stands among the others, in the order of their creation.</summary>
    internal long Place { get; }

    /// <summary>The value, typed.</summary>
    /// <typeparam name="T">The type, or a base of it.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">The key was not there.</exception>
    /// <exception cref="InvalidCastException">The value is of another type; the message names both.</exception>
    public T Get<T>() => TryGet<T>(out var value) ? value
        : IsThere ? throw OtherType<T>("the value")
        : throw new KeyNotFoundException("the key was removed, so it has no value here");

    /// <inheritdoc/>
    public override string ToString() => IsThere ? $"{_kept}" : "(removed)";

    internal bool TryGet<T>([MaybeNullWhen(false)] out T value)
    {
        value = Is<T>() ? (T)Value! : default;
        return Is<T>();
    }

    internal bool Is<T>() => IsThere && KeyTerms<T>.Fits(_kept);

    internal InvalidCastException OtherType<T>(string name)
    {
        var held = _kept is null ? "null" : TypeName.Of(_kept.GetType());
        return new($"{name} is {held}, not {TypeName.Of(typeof(T))}: ask for it as {held}");
    }

    /// <summary>A state of its own with the same value, in a place.</summary>
    internal KeyState At(long place) => new(this, place);
}
