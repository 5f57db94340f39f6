using Timeline.ChangeLogs;

namespace Timeline.Containers;

/// <summary>What an object or a followed collection held at a moment. It knows its container, so that who holds the
/// object itself finds that in the record of it.</summary>
internal abstract class HeldContent(TrackedContainer container) : ChangeContent
{
    public TrackedContainer Container => container;
}
