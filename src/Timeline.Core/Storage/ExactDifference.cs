using Timeline.Values;

namespace Timeline.Storage;

/// <summary>Where two values are first written otherwise.</summary>
internal static class ExactDifference
{
    /// <summary>The first place, in the order of keys and items, at which values that are not exactly equal
    /// differ.</summary>
    /// <remarks>O(size · depth) at worst. Other keys, or the same in another order, are a difference of their
    /// map.</remarks>
    /// <param name="expected">The one value.</param>
    /// <param name="actual">The other.</param>
    /// <returns>The path; that of the root where nothing below it can be told.</returns>
    public static ValuePath Between(Value expected, Value actual)
    {
        var path = ValuePath.Root;
        while (Below(path, expected, actual) is var (step, one, other)) (path, expected, actual) = (step, one, other);
        return path;
    }

    private static (ValuePath Path, Value One, Value Other)? Below(ValuePath path, Value one, Value other) =>
        (one, other) switch
        {
            (Value.Map first, Value.Map second) => Below(path, first, second),
            (Value.List first, Value.List second) => Below(path, first, second),
            _ => null,
        };

    private static (ValuePath Path, Value One, Value Other)? Below(ValuePath path, Value.Map one, Value.Map other)
    {
        if (one.Count != other.Count) return null;
        foreach (var (mine, theirs) in one.Entries.Zip(other.Entries))
        {
            if (mine.Key != theirs.Key) return null;
            if (!mine.Value.ExactlyEquals(theirs.Value)) return (path.Append(mine.Key), mine.Value, theirs.Value);
        }

        return null;
    }

    private static (ValuePath Path, Value One, Value Other)? Below(ValuePath path, Value.List one, Value.List other)
    {
        for (var i = 0; i < Math.Min(one.Count, other.Count); i++)
            if (!one[i].ExactlyEquals(other[i])) return (path.Append(i), one[i], other[i]);
        return null;
    }
}
