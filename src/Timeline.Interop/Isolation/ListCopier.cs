using System.Runtime.InteropServices;

namespace Timeline.Isolation;

/// <summary>Copies lists.</summary>
internal sealed class ListCopier<T> : Copier
{
    internal override bool IsFlat => Part<T>.IsKept;

    internal override object Make(object original, CopyWalk walk) => new List<T>((List<T>)original);

    internal override void Fill(object original, object copy, CopyWalk walk)
    {
        foreach (ref var element in CollectionsMarshal.AsSpan((List<T>)copy)) Part<T>.CopyIn(ref element, walk);
    }
}
