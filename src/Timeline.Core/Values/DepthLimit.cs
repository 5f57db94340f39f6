namespace Timeline.Values;

/// <summary>Keeps values within <see cref="Value.MaximumDepth"/>, whatever they are built from.</summary>
internal static class DepthLimit
{
    /// <summary>
    /// The true depth of a container whose cached bound is above the limit; where that is too much too, it cannot be.
    /// </summary>
    public static int Require(Value built)
    {
        var depth = TrueDepth(built);
        return depth <= Value.MaximumDepth
            ? depth
            : throw new ArgumentException(
                $"Lists and maps must not nest deeper than {Value.MaximumDepth}.", nameof(built));
    }

    /// <summary>The nesting of a value, walked: its cached depth is only a bound. O(size).</summary>
    private static int TrueDepth(Value value)
    {
        var depth = 0;
        if (value is Value.List list)
        {
            foreach (var item in list) depth = Math.Max(depth, TrueDepth(item));
            return depth + 1;
        }

        if (value is not Value.Map map) return 0;
        foreach (var entry in map) depth = Math.Max(depth, TrueDepth(entry.Value));
        return depth + 1;
    }
}
