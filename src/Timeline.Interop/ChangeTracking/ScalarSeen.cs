using Timeline.Navigating;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>A null, a bool, a number, a text, a date: what has no inside.</summary>
internal sealed class ScalarSeen(object? source, Value json) : Capture(source)
{
    private protected override bool IsUnchanging => true;

    /// <inheritdoc/>
    public override Value ToJson() => json;

    /// <inheritdoc/>
    internal override bool Shows(object? now) => ReferenceEquals(Source, Sameness.Keep(now, Source));
}
