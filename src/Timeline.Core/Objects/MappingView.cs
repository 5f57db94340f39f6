using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>A type whose objects map keys to values; System.Text.Json can write the keys as names.</summary>
internal abstract class MappingView(ObjectTree tree, JsonTypeInfo contract, Type keyType, Type valueType)
    : TypeView(tree, contract)
{
    internal DeclaredPart Item { get; } = new(tree, valueType);

    internal override IEnumerable<Type> PartTypes => [keyType, valueType];

    /// <summary>Every entry that only one of two maps has, or that they have differently.</summary>
    internal abstract IEnumerable<EntryPair> Differences(TreeWalk walk, object left, object right);

    /// <summary>The entries by the names of their keys.</summary>
    internal abstract IEnumerable<KeyValuePair<string, object?>> Entries(object seen);

    /// <summary>Begins to change the entries of a map, which stays as it is.</summary>
    internal abstract MappingEdit Edit(object seen);

    /// <summary>An object of the type with these entries.</summary>
    internal abstract object Make(IReadOnlyList<KeyValuePair<string, object?>> entries);

    internal override bool AreSame(TreeWalk walk, object left, object right) => !Differences(walk, left, right).Any();
}
