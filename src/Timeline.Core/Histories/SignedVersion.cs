namespace Timeline.Histories;

/// <summary>A version by another actor than its stretch; one more by that actor begins a stretch of its own.</summary>
internal sealed class SignedVersion<T>(T value, in Stamp stamp, Version<T> parent, Stretch stretch)
    : Version<T>(value, stamp.Ticks, parent, stretch)
{
    internal override string Actor { get; } = stamp.Actor;

    internal override string Label { get; } = stamp.Label;
}
