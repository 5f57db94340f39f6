using System.Collections;

namespace Timeline.Isolation;

/// <summary>Copies the collections of F#, whose order and shape follow from what is equal in the copy too.</summary>
internal sealed class FSharpCopier(Type type) : Copier
{
    private readonly FieldsCopier _fields = new(type);

    internal override bool IsFirm => true;

    internal override bool IsFlat => false;

    internal override object Make(object original, CopyWalk walk) => _fields.Make(original, walk);

    internal override void Fill(object original, object copy, CopyWalk walk) => _fields.Fill(original, copy, walk);

    internal override void Visit(object original, CopyWalk walk)
    {
        foreach (var element in (IEnumerable)original) walk.Visit(element);
    }
}
