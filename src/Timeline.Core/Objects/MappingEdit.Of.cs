using System.Diagnostics.CodeAnalysis;

namespace Timeline.Objects;

/// <summary>As <see cref="MappingEdit"/>, with the types of keys and values.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal abstract class MappingEdit<TKey, TValue>(KeyNames<TKey> names) : MappingEdit
    where TKey : notnull
{
    private protected KeyNames<TKey> Names { get; } = names;

    internal override bool TryGet(string name, out object? value)
    {
        var key = Names.Read(name);
        var isThere = TryGet(key, out var typed) && IsNameOf(name, key);
        value = isThere ? typed : null;
        return isThere;
    }

    internal override bool Has(string name) => TryGet(Names.Read(name), out _);

    internal override void Put(string name, object? value)
    {
        var key = Names.Read(name);
        if (Names.Of(key) is var written && written != name)
            throw new ObjectFault(typeof(TKey), $"the key '{name}' would be written '{written}'");
        Put(name, key, (TValue)value!);
    }

    internal override void Remove(string name)
    {
        var key = Names.Read(name);
        if (IsNameOf(name, key)) Remove(name, key);
    }

    /// <summary>Whether a key that is there is written so in the map.</summary>
    private protected virtual bool IsNameOf(string name, TKey key) => Names.Of(key) == name;

    private protected abstract bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    private protected abstract void Put(string name, TKey key, TValue value);

    private protected abstract void Remove(string name, TKey key);
}
