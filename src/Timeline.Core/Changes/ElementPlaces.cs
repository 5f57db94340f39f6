using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Which element of a list stands where, while the changes of a patch of that list are followed.</summary>
/// <remarks>O(log n) a change. A mutable working space.</remarks>
internal sealed class ElementPlaces(int count)
{
    private const int New = -1;

    // The index that each had at first.
    private PersistentList<int> _elements = PersistentList<int>.From(Enumerable.Range(0, count));

    /// <summary>For each element that a list begins with, where it stands after a patch.</summary>
    internal static Dictionary<int, int> EndsOf(Patch patch, int count)
    {
        var ends = new Dictionary<int, int>();
        // Asked for only where something changes within an element.
        if (patch.Changes.All(change => change.Path.Length <= 1)) return ends;
        var places = new ElementPlaces(count);
        foreach (var change in patch.Changes) places.Follow(change);
        var at = 0;
        foreach (var old in places._elements)
        {
            if (old != New) ends.Add(old, at);
            at++;
        }

        return ends;
    }

    /// <summary>
    /// The element, by its first index, within which a change is; null for a change of the list itself.
    /// </summary>
    internal int? OldAt(Change change)
    {
        var old = change.Path.Length > 1 ? _elements[First(change.Path)] : New;
        return old == New ? null : old;
    }

    internal void Follow(Change change)
    {
        if (change.Path.Length != 1) return;
        var at = First(change.Path);
        _elements = change switch
        {
            Change.Added => _elements.InsertAt(at, New),
            Change.Removed => _elements.RemoveAt(at),
            Change.Moved moved => _elements.RemoveAt(First(moved.From)).InsertAt(at, _elements[First(moved.From)]),
            _ => _elements,
        };
    }

    internal static PathSegment StepTo(Change change, int start) => new(start + First(change.Path));

    private static int First(ValuePath path) => path.First(1).Last.TryGetIndex(out var index)
        ? index
        : throw new InvalidOperationException("A list is changed by index.");
}
