using System.Globalization;

namespace Timeline.Navigating;

/// <summary>Numbers of one type as numbers of another.</summary>
internal static class NumberFitting
{
    internal static bool Is(Type type) =>
        !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>The number as another type has it; null if it is not the same when it comes back.</summary>
    internal static object? Fit(Type target, object value)
    {
        try
        {
            var there = Convert(value, target);
            return Convert(there, value.GetType()).Equals(value) ? there : null;
        }
        catch (Exception error) when (error is OverflowException or FormatException)
        {
            return null;
        }
    }

    // Between binary and decimal numbers by their digits: the platform rounds to fewer than there are.
    private static object Convert(object value, Type target) => (value, Type.GetTypeCode(target)) switch
    {
        (double or float, TypeCode.Decimal) => decimal.Parse(
            ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
            NumberStyles.Float, CultureInfo.InvariantCulture),
        (decimal number, TypeCode.Double) => double.Parse(
            number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        (decimal number, TypeCode.Single) => float.Parse(
            number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
    };
}
