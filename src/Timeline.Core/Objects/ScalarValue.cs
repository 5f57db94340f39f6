using System.Runtime.CompilerServices;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Scalars of struct types that are values as they are, however the platform writes them.</summary>
internal static class ScalarValue
{
    /// <summary>As a value; null for all others.</summary>
    internal static Value? Of(object seen) => seen switch
    {
        bool truth => Of(truth),
        int number => Of(number),
        long number => Of(number),
        decimal number => Of(number),
        double number => Of(number),
        _ => null,
    };

    /// <summary>As the form without a type, but without a box.</summary>
    /// <remarks>Asked by type, not by pattern, which would box in code that is not optimised yet.</remarks>
    internal static Value? Of<T>(T seen)
    {
        if (typeof(T) == typeof(bool)) return Value.Of(Unsafe.As<T, bool>(ref seen));
        if (typeof(T) == typeof(int)) return Value.Of(Unsafe.As<T, int>(ref seen));
        if (typeof(T) == typeof(long)) return Value.Of(Unsafe.As<T, long>(ref seen));
        if (typeof(T) == typeof(decimal)) return Value.Of(Unsafe.As<T, decimal>(ref seen));
        if (typeof(T) != typeof(double)) return null;
        var number = Unsafe.As<T, double>(ref seen);
        return double.IsFinite(number) ? Value.Of(number) : null;
    }
}
