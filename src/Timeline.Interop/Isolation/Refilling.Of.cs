namespace Timeline.Isolation;

/// <inheritdoc/>
internal sealed class Refilling<TCollection, TElement>(
    TCollection collection, List<TElement> elements, Action<TCollection, TElement> add) : Refilling
    where TCollection : class, IEnumerable<TElement>
{
    private ICollection<TElement> Collection => (ICollection<TElement>)collection;

    protected override bool IsWhole =>
        Collection.Count == elements.Count && elements.TrueForAll(it => Collection.Contains(it));

    protected override void Fill()
    {
        Collection.Clear();
        foreach (var element in elements) add(collection, element);
    }

    protected override IsolationFault Fault() =>
        new(typeof(TCollection), "keys of it that differ are equal in the copy, or are not found in it");
}
