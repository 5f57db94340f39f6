using System.Runtime.CompilerServices;

namespace Timeline.Collections;

/// <summary>Hashes under secrets of this process, so that nobody outside can choose keys of one hash.</summary>
/// <remarks>
/// They fold the two halves of 128-bit products (Wang Yi's wyhash, 2019). It matters where keys come from others, as
/// with the elements of states that are read: the runtime's own hash of a number of 64 bits is one half of it under
/// the other, and anybody can write as many numbers of one hash as they like.
/// </remarks>
internal static class SeededHash
{
    internal static readonly Secrets Secret = new(Word("first"), Word("left"), Word("right"), Word("last"));

    internal readonly record struct Secrets(ulong First, ulong Left, ulong Right, ulong Last);

    // The runtime's own hash of a text is another one in every process, so this core need not draw lots itself.
    private static ulong Word(string name) =>
        unchecked((ulong)name.GetHashCode(StringComparison.Ordinal) << 32
            | (uint)$"{name} again".GetHashCode(StringComparison.Ordinal));

    /// <summary>The hash of two words; of one, with zero beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Of(ulong left, ulong right) => Finish(Fold(left ^ Secret.Left, right ^ Secret.Right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Finish(ulong hash) => unchecked((uint)(Fold(hash, Secret.Last) >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
