using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>The code for maps of one type of keys to one type of values.</summary>
internal abstract class EntryCode(Type key, Type value) : CompiledParts(key, value)
{
    internal abstract MappingView Map(ObjectTree tree, JsonTypeInfo contract);
}

/// <summary>As <see cref="EntryCode"/>, with the types.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal sealed class EntryCode<TKey, TValue>() : EntryCode(typeof(TKey), typeof(TValue))
    where TKey : notnull
{
    internal override MappingView Map(ObjectTree tree, JsonTypeInfo contract) =>
        new MappingView<TKey, TValue>(tree, contract);
}
