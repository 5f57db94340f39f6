using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Timeline.Objects;

/// <summary>The array that a list of a struct type is but a wrapper of: to look into it takes no box.</summary>
/// <typeparam name="TList">The type of the list.</typeparam>
internal static class WrappedArray<TList>
{
    // An immutable array is one reference, to its array, and relies on that itself, to be written at once. Its size is
    // looked at too: were it ever more, there would be boxes again and nothing worse.
    private static readonly bool IsWrapper = typeof(TList).IsGenericType
        && typeof(TList).GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && Unsafe.SizeOf<TList>() == Unsafe.SizeOf<object>();

    /// <summary>The array; null for a list of another type, and for one that was never made.</summary>
    internal static object? Of(TList list) => IsWrapper ? Unsafe.As<TList, object?>(ref list) : null;
}
