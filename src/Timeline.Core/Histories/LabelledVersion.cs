namespace Timeline.Histories;

/// <summary>A version by the actor of its stretch, in words of its own.</summary>
internal sealed class LabelledVersion<T>(T value, in Stamp stamp, Version<T> parent, Stretch stretch)
    : Version<T>(value, stamp.Ticks, parent, stretch)
{
    internal override string Label { get; } = stamp.Label;
}
