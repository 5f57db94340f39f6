using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Timeline.Collections;

/// <summary>Tells the processor what will be read soon, where it can be told.</summary>
internal static class Prefetch
{
    /// <summary>The head of an object is going to be read.</summary>
    /// <remarks>
    /// A hint alone: nothing is read through the pointer, so it does not matter if the collector moves the object. It
    /// is worth unsafe code because nothing else lets work go on while an object comes from memory: setting an element
    /// of a list of 1,000,000 texts takes 0.6 µs instead of 0.75 (<c>-- ratios lists</c>, "set 1,000,000").
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Of(object? target)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((void*)Unsafe.As<object?, nint>(ref target));
    }

    /// <summary>An element of a span is going to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void At<T>(ref readonly T target)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in target)));
    }
}
