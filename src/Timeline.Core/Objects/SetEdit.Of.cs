using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Timeline.Objects;

/// <summary>As <see cref="SetEdit"/>, with the type of the elements.</summary>
/// <param name="elements">A copy of the set, or a builder that shares with it.</param>
/// <param name="make">Makes a set of it.</param>
internal sealed class SetEdit<T>(ISet<T> elements, Func<object> make) : SetEdit
{
    /// <summary>The edit of a set whose kind and comparer are kept; null for other kinds.</summary>
    internal static SetEdit<T>? TryOf(object seen)
    {
        switch (seen)
        {
            case ImmutableHashSet<T> set:
                var builder = set.ToBuilder();
                return new(builder, builder.ToImmutable);
            case ImmutableSortedSet<T> set:
                var ordered = set.ToBuilder();
                return new(ordered, ordered.ToImmutable);
            case FrozenSet<T> set:
                var thawed = new HashSet<T>(set, set.Comparer);
                return new(thawed, () => thawed.ToFrozenSet(set.Comparer));
            // Of the exact type: one that the program made of it may hold more than elements.
            case HashSet<T> set when seen.GetType() == typeof(HashSet<T>):
                var copy = new HashSet<T>(set, set.Comparer);
                return new(copy, () => copy);
            case SortedSet<T> set when seen.GetType() == typeof(SortedSet<T>):
                var sorted = new SortedSet<T>(set, set.Comparer);
                return new(sorted, () => sorted);
            default:
                return null;
        }
    }

    internal override bool Add(object? element) => elements.Add((T)element!);

    internal override void Remove(object? element) => _ = elements.Remove((T)element!);

    internal override object Made() => make();
}
