namespace Timeline.Objects;

/// <summary>A list that is changed in a copy, or in a builder that shares with it.</summary>
/// <param name="elements">The copy or the builder.</param>
/// <param name="make">Makes a list of it.</param>
internal sealed class CopiedElements<T>(IList<T> elements, Func<IList<T>, object> make) : SequenceEdit
{
    private readonly ShiftedList<T> _elements = new(elements);

    internal override int Count => _elements.Count;

    internal override object? At(int index) => _elements[index];

    internal override void Put(int index, object? element) => _elements[index] = (T)element!;

    internal override void Insert(int index, object? element) => _elements.Insert(index, (T)element!);

    internal override void RemoveAt(int index) => _elements.RemoveAt(index);

    internal override object Made() => make(_elements.Items);
}
