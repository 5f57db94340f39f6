namespace Timeline.Isolation;

/// <summary>Objects that never change are their own copies.</summary>
internal sealed class KeptCopier : Copier
{
    internal override bool IsKept => true;

    internal override bool IsFlat => true;

    internal override object Make(object original, CopyWalk walk) => original;
}
