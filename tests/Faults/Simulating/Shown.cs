using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>
/// What a replica shows of a history, whatever its branches are called: all versions on which no other stands, merged in
/// the order of their ids. A function of the set of versions alone.
/// </summary>
internal static class Shown
{
    private static readonly Value Gone = Value.Of("(pruned)");

    /// <summary>Keeps of a conflict the side whose text is greater, so that both sides decide alike.</summary>
    public static MergePolicy Larger { get; } = MergePolicy.Of(conflict =>
        string.CompareOrdinal(conflict.Ours?.ToString(), conflict.Theirs?.ToString()) >= 0
            ? MergeDecision.KeepOurs
            : MergeDecision.KeepTheirs);

    /// <summary>The joining of replicated values, as a policy: the document is one value.</summary>
    public static MergePolicy Joining(Func<Value, Value, Value> join) =>
        MergePolicy.Whole(MergePolicy.Join((_, ours, theirs) => join(ours, theirs)));

    /// <summary>Reads it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="history">The history.</param>
    /// <param name="policy">How conflicts are decided.</param>
    /// <param name="world">What each value must be.</param>
    /// <param name="byArrival">The fault: in the order in which the versions came.</param>
    public static async Task<Value> OfAsync(
        IHistoryStore store, HistoryName history, MergePolicy policy, World world, bool byArrival)
    {
        var lines = new Dictionary<VersionId, History<Value>>();
        var leaves = new Dictionary<VersionId, long>();
        foreach (var version in await store.ReadRangeAsync(history, 0, int.MaxValue, VersionDetail.Headers))
        {
            var value = version.IsPruned ? Gone : Right(await store.RestoreAsync(history, version.Number));
            Assert.True(version.IsPruned || value.ExactlyEquals(world[version.Id].Value), $"{version.Ref} is {value}");
            lines[version.Id] = version.Parents switch
            {
                [] => History.Start(value, version.Stamp),
                [var parent] => lines[parent.Id].Append(value, version.Stamp),
                [var parent, var other, ..] => lines[parent.Id].Merge(lines[other.Id], value, version.Stamp),
            };
            foreach (var parent in version.Parents) leaves.Remove(parent.Id);
            leaves[version.Id] = version.Number;
        }

        var heads = byArrival ? leaves.OrderBy(leaf => leaf.Value) : leaves.OrderBy(leaf => leaf.Key);
        var merged = heads.Select(leaf => lines[leaf.Key]).Aggregate((ours, theirs) =>
            Right(History.Merge(ours, theirs, policy, default)));
        var shown = merged.Head!.Value;
        Assert.False(shown.ToString().Contains("(pruned)", StringComparison.Ordinal), "What was pruned is shown.");
        return shown;
    }
}
