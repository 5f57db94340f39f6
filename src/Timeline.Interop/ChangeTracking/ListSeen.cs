using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>A list or an array that can change: each of its elements.</summary>
internal sealed class ListSeen(object source, ElementsSeen elements) : Capture(source)
{
    /// <summary>What was in it.</summary>
    internal ElementsSeen Elements => elements;

    /// <inheritdoc/>
    internal override bool IsLive => true;

    private protected override long HighestIdWithin => elements.HighestId;

    /// <inheritdoc/>
    public override Value ToJson() => elements.Json;

    /// <inheritdoc/>
    public override bool Same(Seen other) =>
        base.Same(other) && (other is not ListSeen list || elements.AreSame(list.Elements));

    /// <inheritdoc/>
    internal override bool StillHolds() => elements.AreIn(Source!);
}
