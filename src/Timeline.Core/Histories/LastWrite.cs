using Timeline.Values;

namespace Timeline.Histories;

/// <summary>Finds the version that wrote what stands in a place of a value.</summary>
internal static class LastWrite
{
    /// <summary>
    /// The version since which the value there, or its absence, is what it is at the head: each is followed to a
    /// parent that has it too.
    /// </summary>
    public static Version<Value> Of(Version<Value> head, ValuePath path)
    {
        var place = OutsideLists(head.Value, path);
        var there = At(head, place);
        var version = head;
        while (Source(version) is { } older) version = older;
        return version;

        Version<Value>? Source(Version<Value> made) =>
            Has(made.Parent) ? made.Parent : Has(made.SecondParent) ? made.SecondParent : null;

        bool Has(Version<Value>? version) => version is not null && Equals(At(version, place), there);
    }

    private static Value? At(Version<Value> version, ValuePath path) =>
        path.TryGet(version.Value, out var found) ? found : null;

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
