using System.Diagnostics.CodeAnalysis;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>Why something cannot be captured, on its way to who knows the variable.</summary>
/// <remarks>Never leaves this room: it becomes a <see cref="TimelineError.Tracking"/>.</remarks>
[SuppressMessage("Design", "CA1032", Justification = "It is made here only, and always with a kind.")]
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this room.")]
internal sealed class CaptureFault(TrackingFault fault, string reason, Exception? cause = null)
    : Exception(reason, cause)
{
    internal TimelineError At(long variable, string path) =>
        new TimelineError.Tracking(fault, variable, path, Message, InnerException);
}
