using System.Collections.Immutable;
using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <summary>Makes a damaged store whole again with what stores that have the same histories still hold.</summary>
    /// <remarks>
    /// <para>
    /// Every row that is whole stays. A version that is not is taken from a replica under the id that its children, its
    /// branch, its own row or its number in the replica name, and is made sure of by that id; numbers stay, snapshots
    /// are made anew, branches are what the history's row vouches for. The repaired store is written beside the
    /// damaged one, verified and flushed, and takes its place at once; the damaged file is kept under the name that
    /// the report tells.
    /// </para>
    /// <para>
    /// Whoever writes the store meanwhile waits; whoever still has the damaged file open afterwards is told that it was
    /// replaced (<see cref="StoreTrouble.NotAStore"/>) and has to open the store again. Cost: reading the store
    /// several times and the replicas once or twice; the values that versions to come stand on are in memory.
    /// </para>
    /// </remarks>
    /// <param name="path">The damaged store's file.</param>
    /// <param name="replicas">Other stores, the preferred first; they are only read, and what is wrong in them is not
    /// taken.</param>
    /// <param name="options">How; null for <see cref="RepairOptions.Default"/>.</param>
    /// <param name="cancellation">Gives up, leaving the damaged file as it is.</param>
    /// <returns>What was wrong and what was done.</returns>
    /// <exception cref="HistoryStoreException">There is no such file, it is another program's, or the environment is in
    /// the way; nothing was changed then.</exception>
    /// <exception cref="ArgumentException">A replica is the store itself.</exception>
    public static async ValueTask<RepairReport> RepairAsync(
        string path,
        IReadOnlyList<IHistoryStore> replicas,
        RepairOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(replicas);
        var full = RealPath.Of(path);
        if (replicas.OfType<SqliteHistoryStore>().Any(replica => RealPath.Of(replica.Path) == full))
            throw new ArgumentException("A store is not its own replica.", nameof(replicas));
        using var repair = new Repair(full, replicas, options ?? RepairOptions.Default, cancellation);
        return await repair.RunAsync().ConfigureAwait(false);
    }

    /// <summary>The histories whose rows are whole, with the branches that are.</summary>
    internal ValueTask<ImmutableArray<StoredHistory>> WholeHistoriesAsync(CancellationToken cancellation) =>
        _access.Read(
            () =>
            {
                var whole = ImmutableArray.CreateBuilder<StoredHistory>();
                foreach (var row in _histories.AllWhole(Salvage.Guarded))
                    _ = Salvage.Guarded(() => whole.Add(ToStored(row)));
                return whole.ToImmutable();
            },
            cancellation);

    /// <summary>Makes a branch the current one whether it is there or not, as it may be deleted.</summary>
    internal async ValueTask SetCurrentAsync(HistoryName history, string current) =>
        _ = await _access.Write(
            () =>
            {
                if (_histories.Find(history) is { } row) _histories.Put(row with { Current = current });
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
}
