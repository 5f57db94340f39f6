using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A type whose objects are seen by the case, or the type, that each really is.</summary>
internal sealed class CasesView(
    ObjectTree tree, JsonTypeInfo contract, IEnumerable<Type> known, Func<object, TypeView> viewOf)
    : TypeView(tree, contract)
{
    /// <summary>The view of the case that a value names; null where it names none.</summary>
    internal Func<Value, TypeView?>? Named { get; init; }

    internal override IEnumerable<Type> PartTypes => known;

    /// <remarks>A case may be of a type that has cases itself: an either as what is held by an <c>object</c>.</remarks>
    internal override TypeView Of(object seen)
    {
        var view = viewOf(seen);
        return view is CasesView ? view.Of(seen) : view;
    }

    internal override bool AreSame(TreeWalk walk, object left, object right) => throw new InvalidOperationException();

    internal override Value Project(TreeWalk walk, object seen) => throw new InvalidOperationException();
}
