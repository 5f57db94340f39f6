namespace Timeline.Isolation;

/// <summary>Makes the copiers of collections that never change.</summary>
internal static class Rebuilt
{
    /// <summary>A <see cref="Copier"/>, or a <see cref="StructCopier{T}"/> if the collection is a struct.</summary>
    internal static object Of<TCollection, TElement>(
        Func<TCollection, IEnumerable<TElement>> elements,
        Func<TCollection, TElement[], TCollection> build,
        Func<TElement, TElement, bool>? hasKey = null)
        where TCollection : notnull
    {
        var rebuilt = new Rebuilt<TCollection, TElement>(elements, build, hasKey);
        return typeof(TCollection).IsValueType
            ? new RebuiltStruct<TCollection, TElement>(rebuilt)
            : new RebuiltObject<TCollection, TElement>(rebuilt);
    }
}
