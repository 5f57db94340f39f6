using Timeline.Collections;

namespace Timeline.Objects;

/// <summary>A list whose versions share with each other: each change gives the next.</summary>
internal sealed class KeptElements<T>(PersistentList<T> seen) : SequenceEdit
{
    private PersistentList<T> _list = seen;

    internal override int Count => _list.Count;

    internal override object? At(int index) => _list[index];

    internal override void Put(int index, object? element) => _list = _list.SetAt(index, (T)element!);

    internal override void Insert(int index, object? element) => _list = _list.InsertAt(index, (T)element!);

    internal override void RemoveAt(int index) => _list = _list.RemoveAt(index);

    internal override object Made() => _list;
}
