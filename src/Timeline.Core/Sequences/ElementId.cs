namespace Timeline.Sequences;

/// <summary>
/// An element's name in one word: the place of its replica in the table of the state, then its number of that replica.
/// </summary>
/// <remarks>
/// Ids of elements that one replica made in a row are numbers in a row, so that a run of them is its first id and a
/// length. The order of the words is not the order of siblings: that one compares the replicas themselves.
/// </remarks>
internal static class ElementId
{
    /// <summary>What the first elements hang on: the one parent that is no element.</summary>
    public const ulong Root = ulong.MaxValue;

    /// <summary>The largest number an element can have.</summary>
    public const long LastSequence = (1L << SequenceBits) - 2;

    /// <summary>The most replicas of one state.</summary>
    public const int MostReplicas = (1 << 24) - 1;

    private const int SequenceBits = 40;

    public static ulong Of(int replica, long sequence) => ((ulong)replica << SequenceBits) | (ulong)sequence;

    public static int Replica(ulong id) => (int)(id >> SequenceBits);

    public static long Sequence(ulong id) => (long)(id & ((1UL << SequenceBits) - 1));

    /// <summary>The id that the same number has where the replica stands at another place.</summary>
    public static ulong At(int replica, ulong id) => Of(replica, Sequence(id));
}
