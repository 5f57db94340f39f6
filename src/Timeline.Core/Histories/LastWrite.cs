using Timeline.Values;

namespace Timeline.Histories;

/// <summary>Finds the version that wrote what stands in a place of a value.</summary>
internal static class LastWrite
{
    /// <summary>
    /// The version since which the value there, or its absence, is what it is at the head: each is followed to a
    /// parent that has it too.
    /// </summary>
    /// <param name="head">The newest version.</param>
    /// <param name="path">The place.</param>
    /// <param name="seen">A version's value as a tree.</param>
    public static Version<T> Of<T>(Version<T> head, ValuePath path, Func<T, Value> seen)
    {
        var newest = seen(head.Value);
        var place = OutsideLists(newest, path);
        var there = At(newest, place);
        var version = head;
        while (Source(version) is { } older) version = older;
        return version;

        Version<T>? Source(Version<T> made) =>
            Has(made.Parent) ? made.Parent : Has(made.SecondParent) ? made.SecondParent : null;

        bool Has(Version<T>? version) => version is not null && Equals(At(seen(version.Value), place), there);
    }

    private static Value? At(Value value, ValuePath path) => path.TryGet(value, out var found) ? found : null;

    /// <summary>The path up to the first list on it, as an index means another element in another version.</summary>
    private static ValuePath OutsideLists(Value value, ValuePath path)
    {
        var place = ValuePath.Root;
        foreach (var step in path.Segments)
        {
            if (place.TryGet(value, out var container) && container is Value.List) return place;
            place = place.Append(step);
        }

        return place;
    }
}
