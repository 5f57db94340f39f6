using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>What a root was given, before it was looked at.</summary>
internal sealed class Given(object? source) : Capture(source)
{
    /// <inheritdoc/>
    public override Value ToJson() => Value.OfNull();
}
