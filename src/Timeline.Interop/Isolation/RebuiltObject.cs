namespace Timeline.Isolation;

/// <summary>Copies collections that never change and are objects.</summary>
internal sealed class RebuiltObject<TCollection, TElement>(Rebuilt<TCollection, TElement> rebuilt) : Copier
    where TCollection : notnull
{
    internal override bool IsFirm => true;

    internal override bool IsFlat => false;

    internal override object Make(object original, CopyWalk walk) => rebuilt.Copy((TCollection)original, walk);

    internal override void Visit(object original, CopyWalk walk) => rebuilt.Visit((TCollection)original, walk);
}
