using LanguageExt;
using Timeline.Histories;

namespace Timeline.Tracking;

/// <summary>Everything a client has seen: a view for each detection that told something.</summary>
/// <remarks>
/// The default is the empty log. Views share what they have in common. Immutable and safe to share between threads.
/// </remarks>
/// <param name="History">The views, which <see cref="Retention"/> prunes as it prunes any history.</param>
public readonly record struct TrackerLog(History<TrackerView> History)
{
    /// <summary>The log without a view.</summary>
    public static TrackerLog Empty => default;

    /// <summary>The newest view; the empty one in the empty log.</summary>
    public TrackerView View => History.Head?.Value ?? TrackerView.Empty;

    /// <summary>The log with the view after a detection. O(what it tells · log n).</summary>
    /// <param name="detection">
    /// The detection that followed on the one recorded last; where there is none, all of its state is taken.
    /// </param>
    /// <param name="stamp">When, by whom and with what words.</param>
    /// <returns>The longer log; this very one if the detection tells nothing new.</returns>
    public TrackerLog Record(Detection detection, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(detection);
        var view = History.IsEmpty ? TrackerView.Of(detection.State) : View.With(detection);
        return !History.IsEmpty && ReferenceEquals(view, View) ? this : new(History.Append(view, stamp));
    }

    /// <summary>What a client saw at a moment. O(log n).</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <returns>The version of the view, or why there is none.</returns>
    public Either<TimelineError, Version<TrackerView>> AsOf(DateTimeOffset time) => History.AsOf(time);

    /// <summary>The view with an index. O(log n).</summary>
    /// <param name="version">The index, from 0.</param>
    /// <returns>The version of the view, or why there is none.</returns>
    public Either<TimelineError, Version<TrackerView>> At(int version) => History.At(version);

    /// <summary>The index of the newest view; -1 in the empty log, which is what a client has that saw
    /// nothing.</summary>
    public int Version => History.Head?.Index ?? -1;

    /// <summary>What a client has to be told that saw a version last. O(what changed · log n).</summary>
    /// <param name="version">The index of the version; -1 for a client that saw nothing, which is told all.</param>
    /// <returns>The difference to the newest view, or why there is no such version.</returns>
    public Either<TimelineError, ViewDifference> Since(int version)
    {
        var view = View;
        if (version == -1) return TrackerView.Empty.Diff(view);
        return History.At(version).Map(seen => seen.Value.Diff(view));
    }
}
