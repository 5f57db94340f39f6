using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What a followed collection held at a moment, and what its elements are recorded as.</summary>
internal sealed class FollowedContent(
    FollowedList list, PersistentList<object?> items, PersistentList<ChangeContent> records) : HeldContent(list)
{
    public PersistentList<object?> Items => items;

    public PersistentList<ChangeContent> Records => records;

    public int Count => items.Count;

    public TrackedContainer? ChildAt(int index) => Children.In(items[index], records[index]);

    public FollowedContent InsertedAt(int index, object? item, ChangeContent record) =>
        new(list, items.InsertAt(index, item), records.InsertAt(index, record));

    public FollowedContent RemovedAt(int index) => new(list, items.RemoveAt(index), records.RemoveAt(index));

    public FollowedContent SetAt(int index, object? item, ChangeContent record) =>
        new(list, items.SetAt(index, item), records.SetAt(index, record));

    public FollowedContent WithRecord(int index, ChangeContent record) =>
        new(list, items, records.SetAt(index, record));

    private protected override Value Make() =>
        Value.List.From(PersistentList<Value>.From(records.Select(it => it.Value)));
}
