using Timeline.Navigating;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>A value as a resolver writes it; only the resolver knows whether that still holds.</summary>
internal sealed class HookedSeen(object source, Value json, Func<object, Value?> write) : Capture(source)
{
    /// <inheritdoc/>
    internal override bool IsLive => true;

    /// <inheritdoc/>
    public override Value ToJson() => json;

    /// <inheritdoc/>
    internal override bool StillHolds()
    {
        try
        {
            return json.Equals(write(Source!));
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            return false;
        }
    }
}
