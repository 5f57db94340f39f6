namespace Timeline.Isolation;

/// <summary>Copies collections that never change and are structs.</summary>
internal sealed class RebuiltStruct<TCollection, TElement>(Rebuilt<TCollection, TElement> rebuilt)
    : StructCopier<TCollection>
    where TCollection : notnull
{
    internal override void Copy(ref TCollection part, CopyWalk walk) => part = rebuilt.Copy(part, walk);

    internal override void Visit(ref TCollection part, CopyWalk walk) => rebuilt.Visit(part, walk);
}
