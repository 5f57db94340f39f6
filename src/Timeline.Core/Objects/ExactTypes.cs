using System.Collections.Immutable;

namespace Timeline.Objects;

/// <summary>The types whose own equality says that two of them are written alike.</summary>
/// <remarks>
/// Others may be equal and yet differ in what is seen: two times of one instant in different offsets, or a struct whose
/// equality leaves something out.
/// </remarks>
internal static class ExactTypes
{
    internal static bool Contains(Type type) => type.IsEnum
        || (type.IsPrimitive && type != typeof(IntPtr) && type != typeof(UIntPtr))
        || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid) || type == typeof(TimeSpan)
        || type == typeof(DateOnly) || type == typeof(TimeOnly)
        || (Nullable.GetUnderlyingType(type) is { } held && Contains(held))
        // Equal if they are one and the same array.
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>));
}
