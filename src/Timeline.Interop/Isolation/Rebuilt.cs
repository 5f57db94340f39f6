using System.Runtime.CompilerServices;

namespace Timeline.Isolation;

/// <summary>How a collection that never changes is gone through and built again.</summary>
/// <typeparam name="TCollection">The type of the collection, a class or a struct.</typeparam>
/// <typeparam name="TElement">The type of what it holds: elements, or pairs of key and value.</typeparam>
/// <param name="elements">What a collection holds, in the order in which it is built.</param>
/// <param name="build">The collection of other elements that is otherwise like one.</param>
/// <param name="hasKey">Whether the second stands where the first did; null: anything does.</param>
internal sealed class Rebuilt<TCollection, TElement>(
    Func<TCollection, IEnumerable<TElement>> elements,
    Func<TCollection, TElement[], TCollection> build,
    Func<TElement, TElement, bool>? hasKey)
{
    internal TCollection Copy(TCollection original, CopyWalk walk)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new IsolationFault(typeof(TCollection), "it nests deeper than the stack goes");
        var isSame = true;
        List<TElement> copies = [];
        foreach (var element in elements(original))
        {
            var copy = Part<TElement>.Copy(element, walk);
            if (hasKey is not null && !hasKey(element, copy))
                throw new IsolationFault(typeof(TCollection), UnchangingCollections.KeysChange);
            isSame &= Part<TElement>.IsSame(element, copy);
            copies.Add(copy);
        }

        return isSame ? original : build(original, [.. copies]);
    }

    internal void Visit(TCollection original, CopyWalk walk)
    {
        foreach (var element in elements(original)) Part<TElement>.Visit(element, walk);
    }
}
