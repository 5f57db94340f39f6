using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>How the objects of one type are seen: as a leaf, or by the parts they have.</summary>
/// <remarks>
/// Made once for each type by an <see cref="ObjectTree"/> from the contract that System.Text.Json has with the type.
/// Safe to share between threads.
/// </remarks>
internal abstract class TypeView(ObjectTree tree, JsonTypeInfo contract)
{
    internal ObjectTree Tree { get; } = tree;

    internal JsonTypeInfo Contract { get; } = contract;

    internal Type Type => Contract.Type;

    /// <summary>What was seen of immutable objects, for as long as they live.</summary>
    internal ConditionalWeakTable<object, Value> Known { get; } = [];

    /// <summary>Makes an object of the type out of a value, where System.Text.Json cannot.</summary>
    internal Func<Value, object?>? Maker { get; init; }

    /// <summary>Settles quickly whether two objects are alike; null where no code can be made at run time.</summary>
    internal Likeness? Likeness => field ??= LikenessOf.Make(this);

    /// <summary>Whether the objects may hold more than leaves, so that it is worth remembering what was seen.</summary>
    internal virtual bool Nests => true;

    /// <summary>The declared types of the parts.</summary>
    internal abstract IEnumerable<Type> PartTypes { get; }

    /// <summary>
    /// The view of an object that was declared with this type: this one, or that of the type it really has.
    /// </summary>
    internal virtual TypeView Of(object seen) => this;

    /// <summary>An object of the type with the parts of another, by way of its text.</summary>
    private protected object Rewritten(object parts)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(parts, TypeViews.ContractOf(Tree, parts.GetType()));
            return JsonSerializer.Deserialize(json, Contract)
                ?? throw new ObjectFault(Type, "its converter gives nothing where there should be parts");
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(Type, $"making another failed: {ObjectTree.ReasonOf(error)}", error);
        }
    }

    /// <summary>Whether two objects, both seen this way, have the same parts at any depth.</summary>
    internal abstract bool AreSame(TreeWalk walk, object left, object right);

    /// <summary>The object as a value.</summary>
    internal abstract Value Project(TreeWalk walk, object seen);
}
