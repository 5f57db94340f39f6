using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>What a damaged history is to be again, and of what it is made.</summary>
/// <param name="Name">The history.</param>
/// <param name="Versions">Its versions, by number.</param>
/// <param name="Branches">Its branches, by name.</param>
/// <param name="Current">The branch that is worked on.</param>
/// <param name="Unhealed">What no replica has either; the rest is of no use unless this is empty.</param>
internal sealed record Healing(
    HistoryName Name,
    ImmutableArray<HealedVersion> Versions,
    ImmutableArray<StoredBranch> Branches,
    string Current,
    ImmutableArray<VerifyFinding> Unhealed)
{
    /// <summary>Holds what is left of a history against its replicas.</summary>
    /// <remarks>
    /// Law: of a history that was damaged in any rows, and a whole copy, comes the history as it was. A version is
    /// taken only under its id, which is made again; numbers stay. O(versions), and where branches are missing, what
    /// it takes to try their heads.
    /// </remarks>
    /// <param name="name">The history.</param>
    /// <param name="remains">What is left.</param>
    /// <param name="replicas">The same history in other stores, the preferred first.</param>
    /// <returns>The history.</returns>
    public static Healing Of(HistoryName name, Remains remains, IReadOnlyList<ReplicaHistory> replicas)
    {
        var slots = new HealingSlots(remains, replicas);
        var faults = slots.Fill();
        var branches = new HealingBranches(remains, replicas, slots).Find();
        var unhealed = faults.Select(number => new VerifyFinding(
            name.Text, number, "it is damaged, and no replica has the version that stood there with its content"));
        if (branches is null)
        {
            unhealed = unhealed.Append(new VerifyFinding(
                name.Text, null, "its branches are damaged, and no replica has them as they were"));
        }

        return new Healing(
            name,
            slots.Versions,
            [.. branches ?? []],
            remains.Row?.Current ?? replicas.Select(replica => replica.History.Current.Text)
                .FirstOrDefault(BranchName.Main.Text),
            [.. unhealed]);
    }
}

/// <summary>A version of a healed history.</summary>
/// <param name="Ref">Its number and id.</param>
/// <param name="Parents">Its parents, by their numbers here.</param>
/// <param name="Own">What the damaged store has of it; null where it is taken from a replica.</param>
/// <param name="Taken">What a replica has of it, where that is needed.</param>
/// <param name="Store">Which store that replica is in.</param>
internal sealed record HealedVersion(
    VersionRef Ref, ImmutableArray<VersionRef> Parents, FoundVersion? Own, StoredVersion? Taken, int Store)
{
    public bool IsPruned => Own?.IsPruned ?? Taken!.IsPruned;
}
