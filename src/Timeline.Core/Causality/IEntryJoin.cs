using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>What becomes of what two sides have of one replica.</summary>
internal interface IEntryJoin<T>
    where T : struct
{
    /// <summary>
    /// The least that is not below either, or in a meet the most that is not above either, and which of them it is.
    /// </summary>
    static abstract JoinedFrom Both(T ours, T theirs, out T joined);
}
