using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Timeline.Objects;

/// <summary>How many elements two lists share from either end, one and the same object on both sides.</summary>
/// <remarks>
/// Two versions of a long list share nearly all, so this is where their comparison spends its time: four references a
/// turn, without a call.
/// </remarks>
internal static class SharedElements
{
    private const int Turn = 4;

    internal static int FromStart<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) => typeof(T).IsValueType
        ? 0
        : FromStart(ref References(left), ref References(right), Math.Min(left.Length, right.Length));

    internal static int FromEnd<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) => typeof(T).IsValueType
        ? 0
        : FromEnd(
            ref Unsafe.Add(ref References(left), left.Length), ref Unsafe.Add(ref References(right), right.Length),
            Math.Min(left.Length, right.Length));

    private static int FromStart(ref object left, ref object right, int length)
    {
        var at = 0;
        while (at <= length - Turn && AreSame(ref Unsafe.Add(ref left, at), ref Unsafe.Add(ref right, at))) at += Turn;
        while (at < length && ReferenceEquals(Unsafe.Add(ref left, at), Unsafe.Add(ref right, at))) at++;
        return at;
    }

    private static int FromEnd(ref object left, ref object right, int length)
    {
        var at = 0;
        while (at <= length - Turn
            && AreSame(ref Unsafe.Subtract(ref left, at + Turn), ref Unsafe.Subtract(ref right, at + Turn)))
        {
            at += Turn;
        }

        while (at < length && ReferenceEquals(Unsafe.Subtract(ref left, at + 1), Unsafe.Subtract(ref right, at + 1)))
            at++;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSame(ref object left, ref object right) => ReferenceEquals(left, right)
        && ReferenceEquals(Unsafe.Add(ref left, 1), Unsafe.Add(ref right, 1))
        && ReferenceEquals(Unsafe.Add(ref left, 2), Unsafe.Add(ref right, 2))
        && ReferenceEquals(Unsafe.Add(ref left, 3), Unsafe.Add(ref right, 3));

    private static ref object References<T>(ReadOnlySpan<T> elements) =>
        ref Unsafe.As<T, object>(ref MemoryMarshal.GetReference(elements));
}
