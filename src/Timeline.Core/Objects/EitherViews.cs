using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>How <c>Either</c> is looked into: a map of its side and of what it holds.</summary>
internal static class EitherViews
{
    private const string Side = "$type";
    private const string Held = "value";

    internal static TypeView Of(ObjectTree tree, JsonTypeInfo contract)
    {
        var (left, right) = (contract.Type.GetGenericArguments()[0], contract.Type.GetGenericArguments()[1]);
        var parts = tree.Code.Sides(contract.Type, left, right);
        var leftView = Case(tree, contract, "Left", left, parts);
        var rightView = Case(tree, contract, "Right", right, parts);
        return new CasesView(tree, contract, [left, right], seen => parts.IsLeft(seen) ? leftView : rightView)
        {
            Maker = value => value is Value.Map map && map.TryGetValue(Side, out var side)
                && map.TryGetValue(Held, out var held)
                ? parts.Make(
                    side.Equals(Value.Of("Left")),
                    SpecialTypes.Part(
                        tree.ViewOf(side.Equals(Value.Of("Left")) ? left : right), held, new PathSegment(Held)))
                : throw new ObjectFault(contract.Type, $"it is a map of '{Side}' and '{Held}'"),
        };
    }

    private static ObjectView Case(ObjectTree tree, JsonTypeInfo contract, string name, Type held, SideCode parts)
    {
        var member = MemberView.Of(tree, new MemberContract(Held, held, parts.Read, null, null));
        return new ObjectView(tree, contract, [member], new CaseMark(Side, Value.Of(name), false))
        {
            Construct = given => parts.Make(name == "Left", given[0]),
        };
    }
}
