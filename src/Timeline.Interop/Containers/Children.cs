using System.Collections.Specialized;
using System.ComponentModel;
using Timeline.ChangeLogs;

namespace Timeline.Containers;

/// <summary>The containers that elements are or have.</summary>
internal static class Children
{
    /// <summary>The container that an element which comes in is or has; null for none.</summary>
    /// <param name="element">The element.</param>
    /// <param name="options">How one is followed that was not before.</param>
    /// <param name="follows">Whether one that was not is followed from now on.</param>
    /// <exception cref="ArgumentException">It cannot be followed.</exception>
    public static TrackedContainer? Of<T>(T element, TrackingOptions options, bool follows)
    {
        // Most elements are one of these, and are told by a comparison.
        if (typeof(T).IsValueType || element is null or string || element.GetType().IsValueType) return null;
        return element switch
        {
            TrackedContainer itself => itself,
            IContainerHolder holder => holder.Container,
            INotifyCollectionChanged or INotifyPropertyChanged => follows
                ? Following.Begun(element, options)
                : Following.There(element),
            _ => null,
        };
    }

    /// <summary>The container of an element that is in already, with what it is recorded as; null for none. What was
    /// put in before it was followed stays what it was then.</summary>
    public static TrackedContainer? In<T>(T element, ChangeContent? record) =>
        element as TrackedContainer ?? (record as HeldContent)?.Container;

    /// <summary>Whether two records of one element say the same, also of whether it has a container.</summary>
    public static bool AreAlike(ChangeContent one, ChangeContent other) =>
        one is HeldContent == other is HeldContent && one.Equals(other);
}
