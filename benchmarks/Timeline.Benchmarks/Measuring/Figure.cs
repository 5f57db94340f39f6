using System.Globalization;

namespace Timeline.Benchmarks.Measuring;

/// <summary>How a measured number is written: without spaces, so that a line of figures is read by its columns.</summary>
internal static class Figure
{
    /// <summary>A number with its unit; times in the unit in which they are short.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit"><c>ns</c>, <c>B</c> or another.</param>
    public static string Of(double value, string unit) => (unit, value) switch
    {
        ("ns", >= 1e9) => Written(value / 1e9, "s"),
        ("ns", >= 1e6) => Written(value / 1e6, "ms"),
        ("ns", >= 1e3) => Written(value / 1e3, "us"),
        _ => Written(value, unit),
    };

    private static string Written(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:0.0}{unit}");
}
