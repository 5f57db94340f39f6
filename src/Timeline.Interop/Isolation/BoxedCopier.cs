using System.Runtime.CompilerServices;

namespace Timeline.Isolation;

/// <summary>Copies structs that are held as objects.</summary>
internal sealed class BoxedCopier<T> : Copier
    where T : struct
{
    internal override bool IsFirm { get; } = Unchanging.IsFirm(typeof(T));

    internal override bool IsFlat => false;

    internal override object Make(object original, CopyWalk walk) => RuntimeHelpers.GetObjectValue(original);

    internal override void Fill(object original, object copy, CopyWalk walk) =>
        Part<T>.CopyIn(ref Unsafe.Unbox<T>(copy), walk);

    internal override void Visit(object original, CopyWalk walk) => Part<T>.Visit((T)original, walk);
}
