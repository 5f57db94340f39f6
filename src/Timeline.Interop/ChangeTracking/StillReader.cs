using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>Takes it that nothing has changed, so that a detection tells of properties alone.</summary>
internal sealed class StillReader : IVariableReader
{
    private static readonly TimelineError Unseen =
        new TimelineError.Tracking(TrackingFault.NotFound, 0, "", "nothing was seen yet");

    internal static StillReader Instance { get; } = new();

    /// <inheritdoc/>
    public Reading Read(TrackedVariable variable, Seen? parent, Seen? last) =>
        last is null ? Reading.Failed(Unseen) : Reading.Of(last);
}
