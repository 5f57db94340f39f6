using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What a list held at a moment: its elements, and what they are recorded as where that is something
/// else.</summary>
internal sealed class ListContent<T>(PersistentList<T> elements, PersistentList<ChangeContent>? records) : ChangeContent
{
    public static readonly ListContent<T> Empty =
        new([], Elements<T>.AreTheirRecords ? null : []);

    public PersistentList<T> Items => elements;

    public PersistentList<ChangeContent>? Records => records;

    public int Count => elements.Count;

    /// <summary>What the element at a place is recorded as.</summary>
    public ChangeContent RecordAt(int index) => records?[index] ?? new ElementContent<T>(elements[index]);

    /// <summary>The container of the element at a place; null for none.</summary>
    public TrackedContainer? ChildAt(int index) =>
        records is null ? null : elements[index] as TrackedContainer ?? (records[index] as HeldContent)?.Container;

    /// <summary>As this, with so many elements from a place on replaced by others.</summary>
    public ListContent<T> Spliced(int index, int count, PersistentList<T> inserted,
        PersistentList<ChangeContent>? recorded) =>
        new(elements.Splice(index, count, inserted), records?.Splice(index, count, recorded!));

    public ListContent<T> InsertedAt(int index, T element, ChangeContent record) => index == elements.Count
        ? new(elements.Add(element), records?.Add(record))
        : new(elements.InsertAt(index, element), records?.InsertAt(index, record));

    public ListContent<T> RemovedAt(int index) => new(elements.RemoveAt(index), records?.RemoveAt(index));

    public ListContent<T> SetAt(int index, T element, ChangeContent record) =>
        new(Put(index, element), records?.SetAt(index, record));

    public ListContent<T> WithRecord(int index, ChangeContent record) => new(elements, records!.SetAt(index, record));

    // A list keeps an equal struct, which may be written otherwise.
    private PersistentList<T> Put(int index, T element)
    {
        var after = elements.SetAt(index, element);
        return !ReferenceEquals(after, elements) || Elements<T>.AreSame(elements[index], element)
            ? after
            : elements.RemoveAt(index).InsertAt(index, element);
    }

    private protected override Value Make()
    {
        var values = new PersistentList<Value>.Builder();
        for (var i = 0; i < elements.Count; i++)
            values.Add(records is null ? Elements<T>.ToValue(elements[i]) : records[i].Value);
        return Value.List.From(values.ToList());
    }
}
