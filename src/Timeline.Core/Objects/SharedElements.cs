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
    // Where nothing is shared, or but some here and there, one by one is faster.
    private const int Few = 16;
    private const int Turn = 64;

    internal static int FromStart<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) =>
        typeof(T).IsValueType ? 0 : FromStart(References(left), References(right));

    internal static int FromEnd<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) =>
        typeof(T).IsValueType ? 0 : FromEnd(References(left), References(right));

    private static int FromStart(ReadOnlySpan<object> left, ReadOnlySpan<object> right)
    {
        var length = Math.Min(left.Length, right.Length);
        var at = OneByOne(left, right, 0, Math.Min(length, Few));
        if (at < Few) return at;
        if (length >= Few + Turn)
        {
            var collections = Collections();
            while (at <= length - Turn && AreSame(left.Slice(at, Turn), right.Slice(at, Turn))) at += Turn;
            if (Collections() != collections) at = Few;
        }

        return OneByOne(left, right, at, length);
    }

    private static int FromEnd(ReadOnlySpan<object> left, ReadOnlySpan<object> right)
    {
        var length = Math.Min(left.Length, right.Length);
        var at = OneByOneBack(left, right, 0, Math.Min(length, Few));
        if (at < Few) return at;
        if (length >= Few + Turn)
        {
            var collections = Collections();
            while (at <= length - Turn && AreSame(left[^(at + Turn)..^at], right[^(at + Turn)..^at])) at += Turn;
            if (Collections() != collections) at = Few;
        }

        return OneByOneBack(left, right, at, length);
    }

    private static int OneByOne(ReadOnlySpan<object> left, ReadOnlySpan<object> right, int at, int end)
    {
        while (at < end && ReferenceEquals(left[at], right[at])) at++;
        return at;
    }

    private static int OneByOneBack(ReadOnlySpan<object> left, ReadOnlySpan<object> right, int at, int end)
    {
        while (at < end && ReferenceEquals(left[^(at + 1)], right[^(at + 1)])) at++;
        return at;
    }

    private static bool AreSame(ReadOnlySpan<object> left, ReadOnlySpan<object> right) =>
        Words(left).SequenceEqual(Words(right));

    private static ReadOnlySpan<nuint> Words(ReadOnlySpan<object> references) => MemoryMarshal.CreateReadOnlySpan(
        ref Unsafe.As<object, nuint>(ref MemoryMarshal.GetReference(references)), references.Length);

    private static ReadOnlySpan<object> References<T>(ReadOnlySpan<T> elements) => MemoryMarshal.CreateReadOnlySpan(
        ref Unsafe.As<T, object>(ref MemoryMarshal.GetReference(elements)), elements.Length);

    // A collection of any generation counts for the first too, or, on another runtime, for the last.
    private static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(GC.MaxGeneration);
}
