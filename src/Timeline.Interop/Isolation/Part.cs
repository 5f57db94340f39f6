using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Timeline.Isolation;

/// <summary>What is declared with a type, as part of something: an element, a field, the value itself.</summary>
internal static class Part<T>
{
    /// <summary>Whether it never changes, whatever it is.</summary>
    internal static readonly bool IsKept = Unchanging.IsKeptAsDeclared(typeof(T));

    // Of structs; an object is copied by what it really is.
    private static readonly StructCopier<T>? Struct = typeof(T).IsValueType && !IsKept ? StructCopier<T>.Make() : null;

    [return: NotNullIfNotNull(nameof(part))]
    internal static T Copy(T part, CopyWalk walk)
    {
        if (IsKept) return part;
        if (typeof(T).IsValueType)
        {
            Struct!.Copy(ref part, walk);
            return part;
        }

        var copy = walk.Copy(part);
        return Unsafe.As<object?, T>(ref copy)!;
    }

    internal static void CopyIn(ref T part, CopyWalk walk) => part = Copy(part, walk);

    internal static void Visit(T part, CopyWalk walk)
    {
        if (IsKept) return;
        if (typeof(T).IsValueType) Struct!.Visit(ref part, walk);
        else walk.Visit(part);
    }

    internal static void VisitIn(ref T part, CopyWalk walk) => Visit(part, walk);

    /// <summary>Whether a copy is the part itself; of structs that can change it never is.</summary>
    internal static bool IsSame(T part, T copy) =>
        IsKept || (!typeof(T).IsValueType && ReferenceEquals(part, copy));
}
