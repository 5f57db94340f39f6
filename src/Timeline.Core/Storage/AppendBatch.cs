using System.Collections.Immutable;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>What is appended to a history in one step: all of it becomes visible and durable together, or
/// none.</summary>
/// <param name="Versions">New versions, each after its parents; one that is there already is passed over.</param>
/// <param name="Moves">Moves of branches, at most one for each branch.</param>
public sealed record AppendBatch(ImmutableArray<NewVersion> Versions, ImmutableArray<BranchMove> Moves)
{
    /// <summary>
    /// The branch that becomes the history's current one, and must exist after the moves; null leaves the
    /// current one.
    /// </summary>
    public BranchName? Current { get; init; }

    /// <summary>One new version that becomes the head of a branch.</summary>
    /// <param name="version">The version.</param>
    /// <param name="move">The move of the branch.</param>
    /// <returns>The batch.</returns>
    public static AppendBatch Of(NewVersion version, BranchMove move) => new([version], [move]);

    /// <summary>Moves of branches alone.</summary>
    /// <param name="moves">The moves.</param>
    /// <returns>The batch.</returns>
    public static AppendBatch OfMoves(params ImmutableArray<BranchMove> moves) => new([], moves);
}
