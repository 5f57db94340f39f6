using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>An object that can change: which one it is, and nothing of what is in it.</summary>
internal sealed class ReferenceSeen(object source, long id) : Capture(source)
{
    /// <summary>The id of the object.</summary>
    internal long Id => id;

    private protected override long HighestIdWithin => id;

    /// <inheritdoc/>
    public override Value ToJson() => References.To(id);

    /// <inheritdoc/>
    public override bool Same(Seen other) => other is ReferenceSeen reference ? reference.Id == id : base.Same(other);
}
