using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>What leads in a store from some branches to others.</summary>
internal static class BranchMoves
{
    /// <summary>The moves, one for each branch that stands elsewhere afterwards.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="before">The branches as the store has them; null for none.</param>
    /// <param name="after">The branches as they shall be.</param>
    /// <param name="idOf">The id of a version.</param>
    public static ImmutableArray<BranchMove> Between<T>(
        Branches<T>? before, Branches<T> after, Func<Version<T>, VersionId> idOf)
    {
        var moves = ImmutableArray.CreateBuilder<BranchMove>();
        foreach (var name in after.Names.Union(before?.Names ?? []))
        {
            var (old, made) = (HeadOf(before, name), HeadOf(after, name));
            if (!ReferenceEquals(old, made)) moves.Add(new BranchMove(name, IdOf(old), IdOf(made)));
        }

        return moves.ToImmutable();

        Option<VersionId> IdOf(Version<T>? version) => version is null ? Option<VersionId>.None : idOf(version);
    }

    private static Version<T>? HeadOf<T>(Branches<T>? branches, BranchName name) =>
        branches is not null && branches.TryFind(name, out var history) ? history.Head : null;
}
