using System.Diagnostics.CodeAnalysis;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

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

    // In the place of both where it was read from a store or a file.
    private readonly StoredValue? _stored;

    // What it was last written as, so that it is the same data in every version.
    private Written? _written;

    /// <summary>The state of a value that is taken in.</summary>
    /// <exception cref="Isolation.IsolationException">The value holds what cannot be copied.</exception>
    internal KeyState(string name, object? value, KeyTerms terms)
    {
        _kept = terms.Copy(name, value);
        // A copy that is the very object says that nothing in it can change.
        _copying = ReferenceEquals(_kept, value) ? null : terms;
        IsThere = true;
    }

    /// <summary>The state of a value that was read.</summary>
    internal KeyState(StoredValue stored) => (_stored, IsThere) = (stored, true);

    private KeyState(KeyState state, long place)
    {
        (_kept, _copying, _stored) = (state._kept, state._copying, state._stored);
        (_written, Place, IsThere) = (Volatile.Read(ref state._written), place, true);
    }

    private KeyState()
    {
    }

    /// <summary>That a key was removed.</summary>
    internal static KeyState Removed { get; } = new();

    /// <summary>Whether the key was there.</summary>
    public bool IsThere { get; }

    /// <summary>The value; null if the key was not there.</summary>
    public object? Value => _stored is { } stored ? stored.Held
        : _copying is null ? _kept
        : _copying.Copy("", _kept);

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
    public override string ToString() => IsThere ? $"{_stored?.Held ?? _kept}" : "(removed)";

    internal bool TryGet<T>([MaybeNullWhen(false)] out T value)
    {
        if (_stored is { } stored) return stored.TryGet(out value);
        var isOfType = IsThere && KeyTerms<T>.Fits(_kept);
        value = isOfType ? (T)Value! : default;
        return isOfType;
    }

    internal bool Is<T>() => _stored is { } stored ? stored.TryGet<T>(out _) : IsThere && KeyTerms<T>.Fits(_kept);

    /// <summary>Whether it would be written as some data.</summary>
    internal bool Is(Value data, ObjectTree tree) =>
        (_stored?.Data ?? (Volatile.Read(ref _written) is { } written && written.Tree == tree ? written.Data : null))
            ?.ExactlyEquals(data) == true;

    /// <summary>The value as data.</summary>
    /// <returns>The data, or <see cref="TimelineError.ObjectUnreadable"/>.</returns>
    internal Either<TimelineError, Value> ToData(ObjectTree tree, KeyTerms terms)
    {
        if (_stored is { } stored) return stored.Data;
        if (Volatile.Read(ref _written) is { } known && known.Tree == tree) return known.Data;
        return terms.See(tree, _kept).Map(data =>
        {
            Volatile.Write(ref _written, new(tree, data));
            return data;
        });
    }

    internal InvalidCastException OtherType<T>(string name)
    {
        var value = _stored is { } stored ? stored.Held : _kept;
        var held = value is null ? "null" : TypeName.Of(value.GetType());
        return new($"{name} is {held}, not {TypeName.Of(typeof(T))}: ask for it as {held}");
    }

    /// <summary>A state of its own with the same value, in a place.</summary>
    internal KeyState At(long place) => new(this, place);

    private sealed record Written(ObjectTree Tree, Value Data);
}
