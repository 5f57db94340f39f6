using System.Diagnostics.CodeAnalysis;
using Timeline.Histories;
using Timeline.Telemetry;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    // Pruning costs what is there, so it is worth it once as much has come as was left.
    private const int LeastWorthPruning = 1024;

    // Who prunes at the same time makes the line anew, as who switches leaves it: then it is looked at again.
    private const int MostAttempts = 8;

    private int _nextPruning = LeastWorthPruning;

    /// <summary>Drops the versions that the retention of the options does not keep.</summary>
    /// <returns>How many were dropped; none without a retention.</returns>
    /// <remarks>
    /// <para>It runs by itself: at the interval of the registry's options, and besides whenever the history has
    /// doubled.
    /// The newest version of each branch is always kept, and so is where two branches parted. Indexes stay; versions
    /// above the first that went are made anew. What could be redone is forgotten when anything goes.</para>
    /// <para>O(n), outside the lock; what is set meanwhile is kept.</para>
    /// </remarks>
    public override int Prune() => _options.Retention is { } retention
        ? Activities.Trace(TelemetryNames.PruneActivity, Name, activity =>
        {
            var dropped = PruneBy(retention);
            activity.Count(dropped);
            Meters.VersionsPruned(dropped);
            if (dropped > 0) Failures.Logger.VersionsPruned(dropped, Name);
            return dropped;
        })
        : 0;

    private int PruneBy(Retention retention)
    {
        if (_journal is { } journal) return PruneStored(journal, retention);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
            if (TryPrune(retention, out var dropped)) return dropped;
        return 0;
    }

    private bool TryPrune(Retention retention, out int dropped)
    {
        Branches<T> seen;
        using (Gate.Hold()) seen = BranchesNow();
        var pruned = retention.Prune(seen, Clock.GetUtcNow());
        dropped = pruned.Dropped;
        using (Gate.Hold())
        {
            if (Onward(seen, pruned.Branches.Head) is not { } onward) return false;
            if (pruned.Dropped > 0)
            {
                var left = pruned.Branches;
                var undone = StandpointIn(_undone, onward);
                GoTo(Unwrapped(left.Move(left.Current, left.Head, onward)));
                _undone = undone;
            }

            _nextPruning = Math.Max(LeastWorthPruning, 2 * onward.Count);
        }

        return true;
    }

    /// <summary>The pruned line with what was set since; none if something else happened since than setting.</summary>
    private History<T>? Onward(Branches<T> seen, History<T> pruned)
    {
        var now = BranchesNow();
        if (now.Current != seen.Current || !now.Names.SequenceEqual(seen.Names)) return null;
        if (!now.Names.All(name => name == now.Current || now.Find(name) == seen.Find(name))) return null;
        Stack<Version<T>> since = new();
        for (var version = Tip; !ReferenceEquals(version, seen.Head.Head); version = version.Parent!)
        {
            if (version.Parent is null || version.SecondParent is not null) return null;
            since.Push(version);
        }

        return since.Aggregate(pruned, (line, version) => line.Append(version.Value, version.Stamp));
    }

    internal override bool HasRetention => _options.Retention is not null;

    [SuppressMessage("Design", "CA1031", Justification = "It is reported: nobody waits for it, and it is tried again.")]
    internal override void PruneQuietly()
    {
        try
        {
            _ = Prune();
        }
        catch (ObjectDisposedException) when (_standing == Standing.Closed)
        {
            // The variable ended while this waited for its turn.
        }
        catch (Exception thrown)
        {
            Failures.Logger.PruningFailed(thrown, Name);
            Failures.Tell(new(Name, null, thrown, _options.Retention!));
        }
    }

    /// <summary>Lets somebody else prune if that is due; whoever sets does not wait for it.</summary>
    private void PruneIfDue(Version<T> newest)
    {
        if (newest.Position < _nextPruning) return;

        // Also where it comes to nothing, because it fails or somebody switched meanwhile, it is tried again some time.
        _nextPruning = 2 * newest.Position;
        _ = ThreadPool.UnsafeQueueUserWorkItem(static variable => variable.PruneQuietly(), this, preferLocal: false);
    }
}
