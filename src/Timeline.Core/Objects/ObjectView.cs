using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A type with members: a map of their names.</summary>
/// <param name="tree">The tree that the view belongs to.</param>
/// <param name="contract">The contract of the type.</param>
/// <param name="members">What it has, in the order in which it is written.</param>
/// <param name="mark">What comes before the members and tells one case of several; null where there is but one.</param>
internal sealed class ObjectView(
    ObjectTree tree, JsonTypeInfo contract, ImmutableArray<MemberView> members, CaseMark? mark)
    : TypeView(tree, contract)
{
    private readonly ConcurrentDictionary<Type, bool> _whole = new();
    private readonly Lazy<bool> _nests = new(() => !members.All(IsLeaf));

    internal ImmutableArray<MemberView> Members { get; } = members;

    internal CaseMark? Mark { get; } = mark;

    internal override bool Nests => _nests.Value;

    /// <summary>Makes an object of its members, where neither setting nor a constructor does.</summary>
    internal Func<object?[], object>? Construct { get; init; }

    /// <summary>Whether it is a case of nothing but its name, which is written as that.</summary>
    internal bool IsBareCase => Mark is { MayStandAlone: true } && Members.IsEmpty;

    /// <summary>
    /// This view, if the object is of the type or of one that has no more to it. To see less of it than there is would
    /// be to lose changes without a word.
    /// </summary>
    internal override TypeView Of(object seen) => IsWhole(seen.GetType()) ? this : throw new ObjectFault(
        seen.GetType(),
        $"{TypeName.Of(Type)}, as which it is declared, has fewer members; name it with JsonDerivedType");

    /// <summary>Whether all that objects of a type hold is seen.</summary>
    internal bool IsWhole(Type type) => type == Type || Mark is not null || _whole.GetOrAdd(type, HasNoMore);

    // A type that cannot be seen is told of where the walk meets it, with its path.
    private static bool IsLeaf(MemberView member)
    {
        try
        {
            return member.Part.View is LeafView;
        }
        catch (ObjectFault)
        {
            return false;
        }
    }

    internal override IEnumerable<Type> PartTypes => Members.Select(member => member.Contract.Type);

    internal override bool AreSame(TreeWalk walk, object left, object right)
    {
        foreach (var member in Members)
        {
            if (!member.AreSame(walk, left, right)) return false;
        }

        return true;
    }

    internal override Value Project(TreeWalk walk, object seen)
    {
        if (IsBareCase) return Mark!.Value;
        var map = new Value.Map.Builder();
        if (Mark is { } mark) _ = map.TryAdd(mark.Name, mark.Value);
        foreach (var member in Members) _ = map.TryAdd(member.Name, member.Project(walk, seen));
        return map.ToMap();
    }

    private bool HasNoMore(Type type) => TypeViews.MembersOf(TypeViews.ContractOf(Tree, type))
        .All(name => Members.Any(member => member.Name == name));
}
