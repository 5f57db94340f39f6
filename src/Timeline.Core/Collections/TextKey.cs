using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Timeline.Collections.SeededHash;

namespace Timeline.Collections;

/// <summary>Hashing and comparing text that is a key: mostly short, and mostly equal where its hash is.</summary>
/// <remarks>
/// The hash (<see cref="SeededHash"/>) takes a third of the instructions of the runtime's own: what those cost is not
/// their time alone, but how much of the next search the processor can overlap.
/// </remarks>
internal static class TextKey
{
    private const int BlockBytes = 16;
    private const int VectorChars = 8;

    /// <summary>The hash of a text, all of whose bits are as good as any other; another one in every process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint HashOf(string text) => HashOf(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length);

    /// <summary>The hash of a text that is no object.</summary>
    internal static uint HashOf(ReadOnlySpan<char> text) => HashOf(ref MemoryMarshal.GetReference(text), text.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOf(ref char text, int chars)
    {
        unchecked
        {
            ref var bytes = ref Unsafe.As<char, byte>(ref text);
            var length = chars * sizeof(char);
            var hash = Secret.First + (uint)length;
            return length < BlockBytes
                ? HashOfShort(ref bytes, length, hash)
                : HashOfBlocks(ref bytes, length, hash);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOfBlocks(ref byte bytes, int length, ulong hash)
    {
        unchecked
        {
            var last = length - BlockBytes;
            for (var at = 0; at < last; at += BlockBytes)
                hash = Fold(Word(ref bytes, at) ^ Secret.Left ^ hash, Word(ref bytes, at + 8) ^ Secret.Right);
            // The last block overlaps the one before where the length is no multiple of it.
            return Finish(Fold(Word(ref bytes, last) ^ Secret.Right ^ hash, Word(ref bytes, last + 8) ^ Secret.Left));
        }
    }

    private static uint HashOfShort(ref byte bytes, int length, ulong hash)
    {
        var (left, right) = length switch
        {
            >= 8 => (Word(ref bytes, 0), Word(ref bytes, length - 8)),
            >= 4 => (HalfWord(ref bytes, 0), HalfWord(ref bytes, length - 4)),
            >= 2 => (Unsafe.ReadUnaligned<char>(ref bytes), 0UL),
            _ => (0UL, 0UL),
        };
        return Finish(Fold(left ^ Secret.Left ^ hash, right ^ Secret.Right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte bytes, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));

    private static ulong HalfWord(ref byte bytes, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at));

    /// <summary>Whether two texts are the same, char by char.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Same(string left, string? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (right is null || left.Length != right.Length)
            return false;
        return left.Length is >= VectorChars and <= 2 * VectorChars
            ? Same(ref Chars(left), ref Chars(right), left.Length)
            : string.Equals(left, right);
    }

    // Two vectors cover it, overlapping where it is shorter than both: no loop and no call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Same(ref ushort left, ref ushort right, int length)
    {
        var last = unchecked((nuint)(length - VectorChars));
        return Vector128.LoadUnsafe(ref left) == Vector128.LoadUnsafe(ref right)
            && Vector128.LoadUnsafe(ref left, last) == Vector128.LoadUnsafe(ref right, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref ushort Chars(string text) =>
        ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
}
