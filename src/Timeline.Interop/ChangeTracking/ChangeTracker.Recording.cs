using Timeline.Histories;
using Timeline.Stamping;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

// Detections as versions of what clients see.
public sealed partial class ChangeTracker
{
    private volatile Version<TrackerView>? _logged;

    // Gone back to another state, what clients saw is not what the next detection starts from.
    private bool _isRestored;

    /// <summary>What clients have seen; empty before <see cref="Record"/>.</summary>
    /// <remarks>Any thread may read it.</remarks>
    public TrackerLog Log => _logged is { } head ? new TrackerLog(History.Of(head)) : TrackerLog.Empty;

    /// <summary>The index of the newest view in <see cref="Log"/>, which a client has that was told all; -1 before
    /// <see cref="Record"/>.</summary>
    /// <remarks>Any thread may read it.</remarks>
    public int Version => _logged?.Index ?? -1;

    /// <summary>Records what clients see: first all there is, as it was reported last; from now on a version for each
    /// detection that tells something, stamped by the clock and by who acts.</summary>
    /// <returns>This tracker.</returns>
    /// <remarks>Does nothing if it records already.</remarks>
    public ChangeTracker Record()
    {
        using var use = _guard.Change();
        _logged ??= History.Start(TrackerView.Of(_state), Stamped()).Head;
        return this;
    }

    /// <summary>What a client saw at a moment.</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <returns>The version of the view.</returns>
    /// <exception cref="TimelineException">Nothing was recorded yet.</exception>
    public Version<TrackerView> ViewAt(DateTimeOffset time) => TimelineException.Unwrap(Log.AsOf(time));

    /// <summary>What a client has to be told that saw a version last; what changed and changed back is
    /// nothing.</summary>
    /// <param name="version">
    /// The index of the version, which was <see cref="Version"/> when the client was told; -1 for a client that saw
    /// nothing, which is told all.
    /// </param>
    /// <returns>The difference to the newest view. O(what changed · log n).</returns>
    /// <exception cref="TimelineException">There is no such version, or it was pruned.</exception>
    public ViewDifference ChangesSince(int version) => TimelineException.Unwrap(Log.Since(version));

    /// <summary>Drops views from the record.</summary>
    /// <param name="retention">Which are kept; the newest always is.</param>
    /// <returns>This tracker.</returns>
    public ChangeTracker Prune(Retention retention)
    {
        ArgumentNullException.ThrowIfNull(retention);
        using var use = _guard.Change();
        if (_logged is not null) _logged = retention.Prune(Log.History, _clock.GetUtcNow()).History.Head;
        return this;
    }

    private void Keep(Detection detection)
    {
        if (_logged is null || (detection.IsQuiet && !_isRestored)) return;
        var log = Log;
        _logged = (_isRestored ? Whole(log, detection.State) : log.Record(detection, Stamped())).History.Head;
        _isRestored = false;
    }

    private TrackerLog Whole(TrackerLog log, TrackerState state)
    {
        var view = TrackerView.Of(state);
        return view.Equals(log.View) ? log : new TrackerLog(log.History.Append(view, Stamped()));
    }

    private Stamp Stamped() => new StampSource(_clock).Now(null);
}
