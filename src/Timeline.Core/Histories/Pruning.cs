using System.Collections.Immutable;

namespace Timeline.Histories;

/// <summary>Builds a line anew without some of its versions.</summary>
internal static class Pruning
{
    internal static Pruned<T> Without<T>(ImmutableArray<Version<T>> oldestFirst, ImmutableHashSet<int> dropped)
    {
        Version<T>? head = null;
        var gone = ImmutableArray.CreateBuilder<Version<T>>(dropped.Count);
        foreach (var version in oldestFirst)
        {
            if (dropped.Contains(version.Index)) gone.Add(version);
            else head = ReferenceEquals(version.Parent, head) ? version : Copy(version, head);
        }

        return new(new History<T>(head), gone.DrainToImmutable());
    }

    private static Version<T> Copy<T>(Version<T> version, Version<T>? parent)
    {
        var (index, value, stamp) = (version.Index, version.Value, version.Stamp);
        if (parent is null) return new(index, value, stamp);
        if (version.SecondParent is not { } second) return parent.Next(index, value, stamp);
        var merged = new Version<T>(second.Index, second.Value, second.Stamp);
        return new MergeVersion<T>(index, value, stamp, parent, merged);
    }
}
