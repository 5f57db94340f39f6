using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>A type whose objects are lists or sets of elements.</summary>
internal abstract class SequenceView(ObjectTree tree, JsonTypeInfo contract, Type elementType, bool isSet)
    : TypeView(tree, contract)
{
    /// <summary>Whether the order of elements means nothing.</summary>
    internal bool IsSet { get; } = isSet;

    internal DeclaredPart Element { get; } = new(tree, elementType);

    internal override IEnumerable<Type> PartTypes => [elementType];

    internal abstract IEnumerable<object?> Elements(object seen);

    internal abstract int CountOf(object seen);

    internal abstract object? At(object seen, int index);

    /// <summary>Whether a quick look settles that the elements at one index are alike; false says nothing.</summary>
    internal abstract bool AreSurelyAlikeAt(SequenceRegion region, int index);

    /// <summary>Whether the elements at an index of both sides are the same.</summary>
    internal abstract bool AreSameAt(TreeWalk walk, SequenceRegion region, int left, int right);

    /// <summary>
    /// How many elements two lists have in common at either end. Where one of each is left, these may be the same too.
    /// </summary>
    internal abstract CommonEnds EndsInCommon(TreeWalk walk, SequenceRegion region);

    /// <summary>The list as one that can be asked for an element at once; the same one where it can.</summary>
    internal abstract object Indexed(object seen);

    /// <summary>
    /// The stretches outside of which two lists hold the same elements, as far as what they share tells, from the last;
    /// null where they share no more than elements.
    /// </summary>
    internal abstract IEnumerable<SequenceRegion>? Regions(object left, object right);

    /// <summary>The list with some neighbouring elements exchanged for others.</summary>
    internal abstract object Splice(object seen, int start, int count, IReadOnlyList<object?> by);

    /// <summary>Begins to change the elements of a list, which stays as it is.</summary>
    internal abstract SequenceEdit Edit(object seen);

    /// <summary>As <see cref="Edit"/>, of a set; one whose kind is known compares as it did.</summary>
    internal abstract SetEdit EditSet(object seen);

    /// <summary>An object of the type with these elements.</summary>
    internal abstract object Make(IReadOnlyList<object?> elements);
}
