namespace Timeline.Isolation;

/// <summary>Copies collections by adding copies of what they hold to a new one.</summary>
/// <typeparam name="TCollection">The type of the collection.</typeparam>
/// <typeparam name="TElement">The type of what it holds: elements, or pairs of key and value.</typeparam>
/// <param name="whole">A collection like one, with what it holds.</param>
/// <param name="empty">A collection like one, without what it holds.</param>
/// <param name="add">Adds an element; a pair takes the place of one with an equal key.</param>
internal sealed class Refilled<TCollection, TElement>(
    Func<TCollection, TCollection> whole,
    Func<TCollection, TCollection> empty,
    Action<TCollection, TElement> add) : Copier
    where TCollection : class, IEnumerable<TElement>
{
    internal override bool IsFlat => Part<TElement>.IsKept;

    /// <summary>Whether it is gone through from the end at which elements are added.</summary>
    internal bool IsFromTop { get; init; }

    /// <summary>Whether the second is found where the first is; null if nothing in it is looked for.</summary>
    internal Func<TElement, TElement, bool>? HasKey { get; init; }

    internal override object Make(object original, CopyWalk walk) =>
        Part<TElement>.IsKept ? whole((TCollection)original) : empty((TCollection)original);

    internal override void Fill(object original, object copy, CopyWalk walk)
    {
        var (from, to) = ((TCollection)original, (TCollection)copy);
        if (HasKey is null)
        {
            foreach (var element in IsFromTop ? from.Reverse() : from) add(to, Part<TElement>.Copy(element, walk));
            return;
        }

        var isSame = true;
        List<TElement> copies = [];
        foreach (var element in from)
        {
            var copied = Part<TElement>.Copy(element, walk);
            isSame &= HasKey(element, copied);
            copies.Add(copied);
        }

        // A key that was copied is not whole yet, and where it belongs shows only then.
        if (isSame) Add(to, copies);
        else walk.Refill(new Refilling<TCollection, TElement>(to, copies, add));
    }

    private void Add(TCollection to, List<TElement> elements)
    {
        foreach (var element in elements) add(to, element);
    }
}
