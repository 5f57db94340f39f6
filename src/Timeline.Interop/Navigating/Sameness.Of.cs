using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Timeline.Isolation;

namespace Timeline.Navigating;

/// <summary>As <see cref="Sameness"/>, of what is declared with a type, without boxing.</summary>
internal sealed class Sameness<T> : Sameness
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.NonPublic;

    private delegate bool Test(ref T left, ref T right);

    // What the document of an element holds never changes either, though it can be given back.
    private static readonly bool IsFirm = typeof(T).IsValueType
        && (Unchanging.IsKept(typeof(T)) || typeof(T) == typeof(JsonElement));

    internal static object? Keep(T now, object? last)
    {
        if (!typeof(T).IsValueType) return Keep((object?)now, last);
        if (last is null) return now;
        return IsFirm && last is T before && AreSame(ref now, ref before) ? last : now;
    }

    private protected override bool IsOfFirm => IsFirm;

    private protected override bool AreSame(object left, object right)
    {
        var (one, other) = ((T)left, (T)right);
        return AreSame(ref one, ref other);
    }

    private static bool AreSame(ref T left, ref T right) => AreBitsSame(ref left, ref right)
        || (Fields.Test is { } test && test(ref left, ref right));

    private static bool AreBitsSame(ref T left, ref T right)
    {
        var size = Unsafe.SizeOf<T>();
        ref var one = ref Unsafe.As<T, byte>(ref left);
        ref var other = ref Unsafe.As<T, byte>(ref right);
        if (size == 1) return one == other;
        if (size == 2) return Unsafe.As<byte, short>(ref one) == Unsafe.As<byte, short>(ref other);
        if (size == 4) return Unsafe.As<byte, int>(ref one) == Unsafe.As<byte, int>(ref other);
        if (size == 8) return Unsafe.As<byte, long>(ref one) == Unsafe.As<byte, long>(ref other);
        return MemoryMarshal.CreateReadOnlySpan(ref one, size)
            .SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref other, size));
    }

    internal static bool Are(T left, T right) => typeof(T).IsValueType
        ? AreSame(ref left, ref right)
        : left is string one ? right is string other && one == other
        : ReferenceEquals(left, right);

    /// <summary>
    /// Compares field by field, when bits differ: nobody says what is in the gaps between fields.
    /// </summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code can be made at run time.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The method is used besides.")]
    private static class Fields
    {
        internal static readonly Test? Test = IsSeenByFields ? Make() : null;

        // What lies in one field more often than it is declared is not seen field by field.
        private static bool IsSeenByFields => RuntimeFeature.IsDynamicCodeSupported
            && !typeof(T).IsPrimitive && !typeof(T).IsEnum
            && typeof(T).StructLayoutAttribute is null or { Size: 0 }
            && !typeof(T).IsDefined(typeof(InlineArrayAttribute), false);

        private static Test Make()
        {
            var (left, right) = (Parameter("left"), Parameter("right"));
            var tests = InstanceFields.Of(typeof(T)).Select(field => (Expression)Expression.Call(
                typeof(Sameness<>).MakeGenericType(field.FieldType).GetMethod(nameof(Are), Statics)!,
                Expression.Field(left, field), Expression.Field(right, field)));
            var body = tests.Aggregate((Expression)Expression.Constant(true), Expression.AndAlso);
            return Expression.Lambda<Test>(body, left, right).Compile();
        }

        private static ParameterExpression Parameter(string name) =>
            Expression.Parameter(typeof(T).MakeByRefType(), name);
    }
}
