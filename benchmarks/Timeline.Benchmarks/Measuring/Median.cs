namespace Timeline.Benchmarks.Measuring;

/// <summary>The middle of what was measured, which one disturbed sample does not move.</summary>
internal static class Median
{
    /// <summary>The median; of an even number of values the mean of the two in the middle.</summary>
    /// <param name="values">At least one value, in any order. They stay as they are.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new ArgumentException("There is no median of nothing.", nameof(values));
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
