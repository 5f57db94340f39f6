namespace Timeline.Histories;

/// <summary>A version with two parents. Apart, so that an ordinary version need not carry the second.</summary>
internal sealed class MergeVersion<T> : Version<T>
{
    internal MergeVersion(int index, T value, Stamp stamp, Version<T> parent, Version<T> second)
        : base(index, value, stamp.NotBefore(second.Stamp), parent, GenerationOver(parent, second))
        => SecondParent = second;

    public override Version<T> SecondParent { get; }

    private static int GenerationOver(Version<T> parent, Version<T> second) =>
        Math.Max(parent.Generation, second.Generation) + 2;
}
