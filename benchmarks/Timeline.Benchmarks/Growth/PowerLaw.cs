namespace Timeline.Benchmarks.Growth;

/// <summary>The exponent with which a cost grows: the slope of a straight line through the points, both axes logarithmic.</summary>
internal static class PowerLaw
{
    /// <summary>The exponent that fits best, by least squares.</summary>
    /// <param name="points">Sizes and costs, at least two different sizes. A cost below one counts as one, as nothing allocated does.</param>
    /// <returns>0 for what stays, 1 for what grows as the size does, 2 for its square.</returns>
    public static double Exponent(IReadOnlyList<(double Size, double Cost)> points)
    {
        var sizes = points.Select(point => Math.Log(point.Size)).ToArray();
        var costs = points.Select(point => Math.Log(Math.Max(1, point.Cost))).ToArray();
        if (sizes.Distinct().Count() < 2) throw new ArgumentException("One size says nothing of growth.", nameof(points));
        var (size, cost) = (sizes.Average(), costs.Average());
        return sizes.Zip(costs, (x, y) => (x - size) * (y - cost)).Sum() / sizes.Sum(x => (x - size) * (x - size));
    }
}
