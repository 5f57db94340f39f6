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
    internal ImmutableArray<MemberView> Members { get; } = members;

    internal CaseMark? Mark { get; } = mark;

    /// <summary>Makes an object of its members, where neither setting nor a constructor does.</summary>
    internal Func<object?[], object>? Construct { get; init; }

    /// <summary>Whether it is a case of nothing but its name, which is written as that.</summary>
    internal bool IsBareCase => Mark is { MayStandAlone: true } && Members.IsEmpty;

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
}
