using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Timeline.Objects;

/// <summary>How many elements two lists share from either end, one and the same object on both sides.</summary>
/// <remarks>
/// Two versions of a long list share nearly all, so this is where their comparison spends its time: references are
/// compared as the words that they are, many in one turn, in a third of the time that one by one takes. The collector
/// does not know words for references: did it move objects between the reading of one side and of the other, different
/// ones could look the same. So that counts only if no collection came in between; else they are compared one by one.
/// </remarks>
internal static class SharedElements
{
    private const int Turn = 64;

    internal static int FromStart<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        if (typeof(T).IsValueType) return 0;
        var length = Math.Min(left.Length, right.Length);
        var at = 0;
        if (length >= Turn)
        {
            var collections = Collections();
            while (at <= length - Turn && AreSame(left.Slice(at, Turn), right.Slice(at, Turn))) at += Turn;
            if (Collections() != collections) at = 0;
        }

        while (at < length && ReferenceEquals(left[at], right[at])) at++;
        return at;
    }

    internal static int FromEnd<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        if (typeof(T).IsValueType) return 0;
        var length = Math.Min(left.Length, right.Length);
        var at = 0;
        if (length >= Turn)
        {
            var collections = Collections();
            while (at <= length - Turn && AreSame(left[^(at + Turn)..^at], right[^(at + Turn)..^at])) at += Turn;
            if (Collections() != collections) at = 0;
        }

        while (at < length && ReferenceEquals(left[^(at + 1)], right[^(at + 1)])) at++;
        return at;
    }

    private static bool AreSame<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) =>
        Words(left).SequenceEqual(Words(right));

    private static ReadOnlySpan<nuint> Words<T>(ReadOnlySpan<T> references) => MemoryMarshal.CreateReadOnlySpan(
        ref Unsafe.As<T, nuint>(ref MemoryMarshal.GetReference(references)), references.Length);

    // A collection of any generation counts for the first too, or, on another runtime, for the last.
    private static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(GC.MaxGeneration);
}
