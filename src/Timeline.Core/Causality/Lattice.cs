using System.Runtime.CompilerServices;
using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>
/// The larger of two numbers, of which joins are made, the smaller one, of which meets are, and which sides each is.
/// </summary>
/// <remarks>Without branches: of two replicas' numbers nobody can foretell which is larger.</remarks>
internal static class Lattice
{
    /// <summary>The larger one of two numbers, and which of them it is.</summary>
    internal static JoinedFrom Larger(long ours, long theirs, out long larger)
    {
        larger = ours ^ ((ours ^ theirs) & -(long)Bit(theirs > ours));
        return Where(ours >= theirs, theirs >= ours);
    }

    /// <summary>The smaller one of two numbers, and which of them it is.</summary>
    internal static JoinedFrom Smaller(long ours, long theirs, out long smaller)
    {
        smaller = ours ^ ((ours ^ theirs) & -(long)Bit(theirs < ours));
        return Where(ours <= theirs, theirs <= ours);
    }

    /// <summary>Which sides a result is.</summary>
    internal static JoinedFrom Where(bool isOurs, bool isTheirs) =>
        (JoinedFrom)(Bit(isOurs) * (int)JoinedFrom.Ours | Bit(isTheirs) * (int)JoinedFrom.Theirs);

    private static byte Bit(bool holds) => Unsafe.BitCast<bool, byte>(holds);
}
