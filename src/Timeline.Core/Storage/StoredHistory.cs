using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>A history as a store knows it: how many versions it has, and its branches.</summary>
/// <param name="Name">The name.</param>
/// <param name="Count">How many versions; their numbers are 0 to one less.</param>
/// <param name="Branches">The branches, by name.</param>
public sealed record StoredHistory(HistoryName Name, long Count, ImmutableArray<StoredBranch> Branches)
{
    /// <summary>The branch that is worked on, which the next recording extends; <c>main</c> until another was
    /// chosen.</summary>
    public BranchName Current { get; init; } = BranchName.Main;

    /// <summary>The head of a branch.</summary>
    /// <param name="branch">The branch.</param>
    /// <returns>The version, or none where there is no such branch.</returns>
    public Option<VersionRef> Head(BranchName branch)
    {
        foreach (var candidate in Branches)
            if (candidate.Name == branch) return candidate.Head;
        return Option<VersionRef>.None;
    }

    /// <summary>Whether the other says the same.</summary>
    /// <param name="other">The other history.</param>
    /// <returns>True if name, count, current branch and branches are equal.</returns>
    public bool Equals(StoredHistory? other) =>
        other is not null
        && Name == other.Name
        && Count == other.Count
        && Current == other.Current
        && Branches.SequenceEqual(other.Branches);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Count);
}
