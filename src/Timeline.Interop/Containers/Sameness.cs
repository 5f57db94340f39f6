using System.Numerics;
using Timeline.Isolation;
using Timeline.Objects;

namespace Timeline.Containers;

/// <summary>Whether what is equal is also written alike. Equality passes over the sign of a zero, the places of a
/// decimal, the offset of a time, the fragment of an address, and whatever a type of the program's own says: who takes
/// equal for the same loses that.</summary>
internal static class Sameness
{
    private static readonly HashSet<Type> Told =
    [
        typeof(string), typeof(Guid), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(BigInteger),
        typeof(Int128), typeof(UInt128),
    ];

    /// <summary>Whether those of a type that are equal are always written alike.</summary>
    public static bool IsToldByEquality(Type type) => type.IsEnum || Told.Contains(type)
        || (type.IsPrimitive && type != typeof(double) && type != typeof(float));

    /// <summary>Whether two objects are one, or never change and say the same. O(1) for times and numbers, else
    /// O(size).</summary>
    public static bool OfObjects(object? one, object? other) => ReferenceEquals(one, other)
        || (one is not null && other is not null && one.GetType() == other.GetType()
            && (one.GetType().IsValueType || Unchanging.IsKept(one.GetType())) && one.Equals(other)
            && OfEqual(one, other));

    /// <summary>Whether two that are equal are written alike. O(1) for times and numbers, else O(size).</summary>
    public static bool OfEqual<T>(T one, T other) => (one, other) switch
    {
        (double left, double right) => left != 0 || double.IsNegative(left) == double.IsNegative(right),
        (float left, float right) => left != 0 || float.IsNegative(left) == float.IsNegative(right),
        (decimal left, decimal right) =>
            left.Scale == right.Scale && decimal.IsNegative(left) == decimal.IsNegative(right),
        (DateTime left, DateTime right) => left.Kind == right.Kind,
        (DateTimeOffset left, DateTimeOffset right) => left.Offset == right.Offset,
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => IsToldByEquality(one.GetType()) || (Text(one) is { } text && text == Text(other)),
    };

    private static string? Text<T>(T element) =>
        ObjectTree.Default.ToValue(element).MatchUnsafe(Right: it => it.ToString(), Left: _ => (string?)null);
}
