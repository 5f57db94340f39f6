using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Timeline.Isolation;

/// <summary>Copies arrays of any rank.</summary>
internal sealed class ArrayCopier<T> : Copier
{
    internal override bool IsFlat => Part<T>.IsKept;

    internal override object Make(object original, CopyWalk walk) => ((Array)original).Clone();

    internal override void Fill(object original, object copy, CopyWalk walk)
    {
        var array = (Array)copy;
        ref var first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array));
        foreach (ref var element in MemoryMarshal.CreateSpan(ref first, array.Length))
            Part<T>.CopyIn(ref element, walk);
    }
}
