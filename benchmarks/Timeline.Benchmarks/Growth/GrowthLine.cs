using System.Globalization;
using Timeline.Benchmarks.Measuring;

namespace Timeline.Benchmarks.Growth;

/// <summary>What was found of a promise by one sign.</summary>
/// <param name="Law">The promise.</param>
/// <param name="Sign">What stands for the cost.</param>
/// <param name="Costs">What one operation costs, for each size.</param>
internal sealed record GrowthLine(GrowthLaw Law, Sign Sign, IReadOnlyList<double> Costs)
{
    /// <summary>The exponent of what was measured.</summary>
    public double Exponent => PowerLaw.Exponent([.. Law.Sizes.Zip(Costs, (size, cost) => ((double)size, cost))]);

    /// <summary>The largest that keeps the promise.</summary>
    public double Most => Law.Bound.Exponent(Law.Sizes) + Sign.Tolerance + (Sign == Sign.Time ? Law.Bound.Outgrows : 0);

    /// <summary>Whether it does.</summary>
    public bool IsOk => Exponent <= Most;

    /// <summary>One line: <c>growth NAME exponent bound ok|short</c>, then the costs that it was fitted to.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"growth {Law.Name + Sign.Name,-26} {Exponent,6:0.00} {Law.Bound.Name,-18} {(IsOk ? "ok" : "short"),-5}  (at most {Most:0.00}: {string.Join(' ', Law.Sizes.Zip(Costs, Cost))})");

    private string Cost(int size, double cost) => string.Create(CultureInfo.InvariantCulture, $"{size:N0}={Figure.Of(cost, Sign.Unit)}");
}
