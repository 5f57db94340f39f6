using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Timeline.Objects;

/// <summary>Of lists: both have as many elements, and those are alike in turn.</summary>
internal sealed class ElementsLikeness<TList, TElement>(DeclaredPart element) : Likeness<TList>
    where TList : IEnumerable<TElement>
{
    private Likeness<TElement> Element => field ??= LikenessOf.View<TElement>(element.View);

    internal override bool Decides => Element.Decides;

    internal override void Prepare() => Element.Prepare();

    internal override bool AreAlike(TList? left, TList? right, int depth, ref SettledPairs pairs)
    {
        if (!typeof(TList).IsValueType && ReferenceEquals(left, right)) return true;
        if (left is null || right is null) return false;
        if (left is ImmutableArray<TElement> array && right is ImmutableArray<TElement> another)
        {
            if (array == another) return true;
            if (array.IsDefault || another.IsDefault) return false;
        }

        if (depth == 0) return false;
        var likeness = Element;
        return (left, right) switch
        {
            (ImmutableArray<TElement> one, ImmutableArray<TElement> other) =>
                AreAlike(likeness, one.AsSpan(), other.AsSpan(), depth - 1, ref pairs),
            (TElement[] one, TElement[] other) => AreAlike(likeness, one, other, depth - 1, ref pairs),
            (List<TElement> one, List<TElement> other) =>
                AreAlike(
                    likeness, CollectionsMarshal.AsSpan(one), CollectionsMarshal.AsSpan(other), depth - 1, ref pairs),
            (ImmutableList<TElement> one, ImmutableList<TElement> other) =>
                one.Count == other.Count && AreAlike(likeness, one, other, depth - 1, ref pairs),
            _ => AreAlike(likeness, (IEnumerable<TElement>)left, right, depth - 1, ref pairs),
        };
    }

    private static bool AreAlike(
        Likeness<TElement> likeness, ReadOnlySpan<TElement> left, ReadOnlySpan<TElement> right, int depth,
        ref SettledPairs pairs)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (!likeness.AreAlike(left[i], right[i], depth, ref pairs)) return false;
        }

        return true;
    }

    private static bool AreAlike(
        Likeness<TElement> likeness, ImmutableList<TElement> left, ImmutableList<TElement> right, int depth,
        ref SettledPairs pairs)
    {
        using var other = right.GetEnumerator();
        foreach (var element in left)
        {
            if (!other.MoveNext() || !likeness.AreAlike(element, other.Current, depth, ref pairs)) return false;
        }

        return true;
    }

    private static bool AreAlike(
        Likeness<TElement> likeness, IEnumerable<TElement> left, IEnumerable<TElement> right, int depth,
        ref SettledPairs pairs)
    {
        using var other = right.GetEnumerator();
        foreach (var element in left)
        {
            if (!other.MoveNext() || !likeness.AreAlike(element, other.Current, depth, ref pairs)) return false;
        }

        return !other.MoveNext();
    }
}
