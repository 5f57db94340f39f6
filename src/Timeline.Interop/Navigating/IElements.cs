using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>How a kind of list is looked up and set in.</summary>
/// <remarks>
/// It is asked by its type, so that no list is boxed; that is a struct, so that code is made for each.
/// </remarks>
internal interface IElements<TList, T>
{
    static abstract bool TryGet(ref TList list, int index, [MaybeNullWhen(false)] out T value);

    static abstract int Count(TList list);

    /// <summary>Sets an element that is there.</summary>
    /// <returns>Why it cannot be; null if it was.</returns>
    static abstract Misstep? Set(TList list, int index, T value);
}
