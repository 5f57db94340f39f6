using System.Collections;
using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;
using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>The container of an observable collection in a followed object, recorded from what the collection
/// tells.</summary>
/// <remarks>
/// What is refused is set back in the collection. One that tells others as well lets nobody change it while it tells:
/// then the change stands, the exception says so, and the record takes it in with the next change that is not refused.
/// </remarks>
internal sealed partial class FollowedList : TrackedContainer
{
    private readonly IList _list;
    private readonly Type _declared;
    private FollowedContent _content = null!;

    // Who sets elements to what the content says already wants to hear nothing of it.
    private int _hushed;

    // Whether what was refused could not be set back, so that places are not those of the content.
    private bool _isAhead;

    public FollowedList(IList list, TrackingOptions options)
        : base(options, ContainerKind.List)
    {
        _list = list;
        _declared = ElementOf(list.GetType());
    }

    /// <inheritdoc/>
    internal override ChangeContent State => _content;

    /// <inheritdoc/>
    internal override void Start()
    {
        Begin(Read(new FollowedContent(this, [], [])));
        foreach (var child in ChildrenIn(_content)) Attach(child);
        ((INotifyCollectionChanged)_list).CollectionChanged += (_, told) => Heard(told);
    }

    /// <inheritdoc/>
    internal override void Hush() => _hushed++;

    /// <inheritdoc/>
    internal override void SetFollowed() => SetTo(_content.Items);

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "It is reported: what is under way has been decided.")]
    internal override void Listen()
    {
        _hushed--;
        try
        {
            Heard(new(NotifyCollectionChangedAction.Reset));
        }
        catch (Exception thrown)
        {
            Report(thrown, _list);
        }
    }

    private static Type ElementOf(Type type)
    {
        try
        {
            return TypeViews.ContractOf(ObjectTree.Default, type).ElementType ?? typeof(object);
        }
        catch (ObjectFault fault)
        {
            throw new ArgumentException(
                $"A collection of type {type} cannot be followed: {fault.ToError().Message}", fault);
        }
    }

    private void Heard(NotifyCollectionChangedEventArgs told)
    {
        if (_hushed > 0) return;
        try
        {
            TakeIn(told);
            _isAhead = false;
        }
        catch (Exception refusal)
        {
            SetBack(refusal);
            throw;
        }
    }

    private void TakeIn(NotifyCollectionChangedEventArgs told)
    {
        var before = _content;
        switch (told)
        {
            case { Action: NotifyCollectionChangedAction.Add, NewItems: [var item] }
                when IsOne(told.NewStartingIndex, item, before.Count + 1):
                PutIn(told.NewStartingIndex, item);
                break;
            case { Action: NotifyCollectionChangedAction.Remove, OldItems.Count: 1, OldStartingIndex: >= 0 and var at }
                when !_isAhead && _list.Count == before.Count - 1:
                TakeOut(at);
                break;
            case { Action: NotifyCollectionChangedAction.Replace, NewItems: [var item] }
                when IsOne(told.NewStartingIndex, item, before.Count):
                PutInPlace(told.NewStartingIndex, item);
                break;
            default:
                TakeAll(told.Action.ToString());
                break;
        }
    }

    private bool IsOne(int index, object? item, int count) =>
        !_isAhead && _list.Count == count && index >= 0 && index < count && Sameness.OfObjects(_list[index], item);

    private void PutIn(int index, object? item)
    {
        using var turn = Mutate();
        var record = Admit(item, index);
        var after = _content.InsertedAt(index, item, record);
        Commit(after, ChangeAction.Add, "Add", ValuePath.Root.Append(index), null, record);
        Attach(after.ChildAt(index), index);
        if (IsWatched) Notify(null, hasCountChanged: true);
    }

    private void TakeOut(int index)
    {
        using var turn = Mutate();
        var before = _content;
        var record = before.Records[index];
        Commit(before.RemovedAt(index), ChangeAction.Remove, "Remove", ValuePath.Root.Append(index), record, null);
        Detach(before.ChildAt(index));
        if (IsWatched) Notify(null, hasCountChanged: true);
    }

    private void PutInPlace(int index, object? item)
    {
        using var turn = Mutate();
        var before = _content;
        var record = Admit(item, index);
        if (Sameness.OfObjects(before.Items[index], item) && record.Equals(before.Records[index])) return;
        var after = before.SetAt(index, item, record);
        Commit(
            after, ChangeAction.Update, "Replace", ValuePath.Root.Append(index), before.Records[index], record);
        Attach(after.ChildAt(index), index);
        Detach(before.ChildAt(index));
        if (IsWatched) Notify(null, hasCountChanged: false);
    }

    private void TakeAll(string method)
    {
        using var turn = Mutate();
        var before = _content;
        var after = Read(before);
        if (ReferenceEquals(after, before)) return;
        ReplaceBy(after, method);
    }

    /// <summary>The content as the collection is, with the records of what stands at both ends as before; the content
    /// of before if all does.</summary>
    private FollowedContent Read(FollowedContent before)
    {
        var most = Math.Min(before.Count, _list.Count);
        var start = 0;
        while (start < most && Sameness.OfObjects(before.Items[start], _list[start])) start++;
        if (start == before.Count && start == _list.Count) return before;
        var end = 0;
        while (end < most - start && Sameness.OfObjects(before.Items[^(end + 1)], _list[_list.Count - 1 - end])) end++;
        var items = new PersistentList<object?>.Builder();
        var records = new PersistentList<ChangeContent>.Builder();
        for (var i = start; i < _list.Count - end; i++)
        {
            items.Add(_list[i]);
            records.Add(Admit(_list[i], i));
        }

        var gone = before.Count - start - end;
        return new(
            this,
            before.Items.Splice(start, gone, items.ToList()),
            before.Records.Splice(start, gone, records.ToList()));
    }

    private ChangeContent Admit(object? item, int index)
    {
        var child = Children.Of(item, Options, follows: true);
        RequireCanHold(child, "item");
        if (child is not null) return child.State;
        try
        {
            var tree = ObjectTree.Default;
            return ChangeContent.Of(new TreeWalk(tree).Project(tree.ViewOf(_declared), item));
        }
        catch (ObjectFault fault)
        {
            throw new ArgumentException(
                $"An element of type {item?.GetType() ?? _declared} cannot be recorded at /{index} of {Title}: "
                + fault.ToError().Message, fault);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is told with what was refused.")]
    private void SetBack(Exception refusal)
    {
        _hushed++;
        try
        {
            SetTo(_content.Items);
        }
        catch (Exception failure)
        {
            _isAhead = true;
            throw new InvalidOperationException(
                $"{refusal.Message} It could not be set back, and the collection is not what the record says: "
                + failure.Message, refusal);
        }
        finally
        {
            _hushed--;
        }
    }

    /// <summary>Makes the collection hold these elements, by as few changes as one run of them.</summary>
    private void SetTo(PersistentList<object?> items)
    {
        var most = Math.Min(items.Count, _list.Count);
        var start = 0;
        while (start < most && Sameness.OfObjects(items[start], _list[start])) start++;
        var end = 0;
        while (end < most - start && Sameness.OfObjects(items[^(end + 1)], _list[_list.Count - 1 - end])) end++;
        while (_list.Count > start + end && _list.Count > items.Count) _list.RemoveAt(_list.Count - end - 1);
        var there = _list.Count - end;
        for (var i = start; i < items.Count - end; i++)
        {
            if (i >= there) _list.Insert(i, items[i]);
            else if (!Sameness.OfObjects(_list[i], items[i])) _list[i] = items[i];
        }
    }
}
