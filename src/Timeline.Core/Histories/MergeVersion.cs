namespace Timeline.Histories;

/// <summary>A version with two parents. Apart, so that an ordinary version need not carry the second.</summary>
internal sealed class MergeVersion<T> : Version<T>
{
    internal MergeVersion(int index, T value, in Stamp stamp, Version<T> parent, Version<T> second)
        : base(value, Math.Max(stamp.Ticks, second.Ticks), parent, StretchFrom(index, stamp, parent, second))
        => SecondParent = second;

    public override Version<T> SecondParent { get; }

    // A merge raises the generation by two or more, so equal growth of generation and position means that none lies
    // between.
    private static Stretch StretchFrom(int index, in Stamp stamp, Version<T> parent, Version<T> second)
    {
        var position = parent.Position + 1;
        var generation = Math.Max(parent.Generation, second.Generation) + 2;
        return new(stamp.Actor, stamp.Label, index - position, generation - position);
    }
}
