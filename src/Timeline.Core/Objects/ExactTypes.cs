using System.Runtime.CompilerServices;

namespace Timeline.Objects;

/// <summary>The types whose own equality says that two of them are written alike.</summary>
/// <remarks>
/// Others may be equal and yet differ in what is seen: two times of one instant in different offsets, or a struct whose
/// equality leaves something out.
/// </remarks>
internal static class ExactTypes
{
    /// <summary>Whether two of a struct type are surely written alike; false says nothing.</summary>
    /// <remarks>Asked by type, not by pattern, which would box in code that is not optimised yet.</remarks>
    internal static bool AreAlike<T>(T left, T right)
    {
        if (typeof(T) == typeof(DateTime))
        {
            var (one, other) = (Unsafe.As<T, DateTime>(ref left), Unsafe.As<T, DateTime>(ref right));
            return one.Ticks == other.Ticks && one.Kind == other.Kind;
        }

        if (typeof(T) == typeof(DateTimeOffset))
            return Unsafe.As<T, DateTimeOffset>(ref left).EqualsExact(Unsafe.As<T, DateTimeOffset>(ref right));
        // The same to the bit is the rule, and needs no arithmetic.
        if (typeof(T) == typeof(decimal)
            && Unsafe.As<T, UInt128>(ref left) == Unsafe.As<T, UInt128>(ref right))
        {
            return true;
        }

        return Of<T>.IsExact && EqualityComparer<T>.Default.Equals(left, right);
    }

    internal static bool Contains(Type type) => type.IsEnum
        || (type.IsPrimitive && type != typeof(IntPtr) && type != typeof(UIntPtr))
        || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid) || type == typeof(TimeSpan)
        || type == typeof(DateOnly) || type == typeof(TimeOnly);

    /// <summary>Whether <see cref="AreAlike"/> ever says yes of a type.</summary>
    internal static bool CanTell(Type type) =>
        Contains(type) || type == typeof(DateTime) || type == typeof(DateTimeOffset);

    private static class Of<T>
    {
        internal static readonly bool IsExact = Contains(typeof(T));
    }
}
