using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Options that no declaration told of: every step opens them first.</summary>
internal sealed class OpenedContainer(Leg opening) : Container(opening.Container)
{
    internal override Leg Go(PathStep step) => opening;
}
