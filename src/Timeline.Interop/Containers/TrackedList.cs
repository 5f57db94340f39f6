using System.Collections.Specialized;
using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>A list that records each of its mutations.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>
/// <para>
/// It behaves as <see cref="List{T}"/> does, but for capacities, which it has none of. A mutation of one place is
/// O(log n) wherever it is, and so is reading one; a mutation of many places at once is one entry of the log. Setting a
/// place to what it has already records nothing.
/// </para>
/// Threads: as of <see cref="TrackedContainer"/>.
/// </remarks>
public sealed partial class TrackedList<T> : TrackedContainer
{
    private ListContent<T> _content = ListContent<T>.Empty;
    private int _version;

    /// <summary>An empty list.</summary>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    public TrackedList(TrackingOptions? options = null)
        : this([], options)
    {
    }

    /// <summary>A list of elements.</summary>
    /// <param name="collection">The elements.</param>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <exception cref="ArgumentException">An element cannot be recorded.</exception>
    public TrackedList(IEnumerable<T> collection, TrackingOptions? options = null)
        : base(options, ContainerKind.List)
    {
        ArgumentNullException.ThrowIfNull(collection);
        T[] given = [.. collection];
        using var turn = Make();
        var (elements, records) = Admit(given, 0);
        var content = new ListContent<T>(elements, records);
        Begin(content);
        AttachFrom(0, content.Count);
    }

    private TrackedList(ListContent<T> content, TrackingOptions options, Dictionary<TrackedContainer,
        TrackedContainer> made)
        : base(options, ContainerKind.List)
    {
        for (var i = 0; !Elements<T>.AreTheirRecords && i < content.Count; i++)
        {
            if (content.ChildAt(i) is not { } held) continue;
            var copy = Copied(content.Items[i], held, made);
            content = content.SetAt(i, copy, ((TrackedContainer)(object)copy!).State);
        }

        Begin(content);
        AttachFrom(0, content.Count);
    }

    /// <summary>Its elements as they are now: a list that never changes. O(1).</summary>
    public PersistentList<T> Content => _content.Items;

    /// <inheritdoc/>
    public int Count => _content.Count;

    /// <inheritdoc/>
    internal override ChangeContent State => _content;

    /// <inheritdoc/>
    public T this[int index]
    {
        get => _content.Items[Within(index)];
        set
        {
            using var turn = Mutate();
            var was = _content.Items[Within(index)];
            _version++;
            if (Elements<T>.AreTheirRecords && Elements<T>.AreSame(was, value)) return;
            var (element, record) = Admit(value, index);
            var before = _content.RecordAt(index);
            if (Elements<T>.AreSame(was, element) && Children.AreAlike(before, record)) return;
            Commit(_content.SetAt(index, element, record), ChangeAction.Update, "this[]", PathOf(index), before,
                record);
            if (!Elements<T>.AreTheirRecords)
            {
                Attach(Children.In(element, record), index);
                Detach(Children.In(was, before));
            }

            if (IsWatched) Notify(new(NotifyCollectionChangedAction.Replace, element, was, index), false);
        }
    }

    /// <inheritdoc/>
    public void Add(T item)
    {
        using var turn = Mutate();
        InsertOne(Count, item, nameof(Add));
    }

    /// <inheritdoc/>
    public void Insert(int index, T item)
    {
        using var turn = Mutate();
        if (index < 0 || index > Count) throw OutOfRange(nameof(index));
        InsertOne(index, item, nameof(Insert));
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        using var turn = Mutate();
        var index = IndexOf(item);
        if (index >= 0) RemoveOne(index, nameof(Remove));
        return index >= 0;
    }

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        using var turn = Mutate();
        RemoveOne(Within(index), nameof(RemoveAt));
    }

    /// <inheritdoc/>
    public void Clear()
    {
        using var turn = Mutate();
        _version++;
        if (Count > 0) ReplaceAll(ListContent<T>.Empty, nameof(Clear));
    }

    /// <inheritdoc cref="List{T}.AddRange"/>
    public void AddRange(IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        InsertMany(Count, collection, nameof(AddRange));
    }

    /// <inheritdoc cref="List{T}.InsertRange"/>
    public void InsertRange(int index, IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (index < 0 || index > Count) throw OutOfRange(nameof(index));
        InsertMany(index, collection, nameof(InsertRange));
    }

    /// <inheritdoc cref="List{T}.RemoveRange"/>
    public void RemoveRange(int index, int count)
    {
        RequireRange(index, count);
        using var turn = Mutate();
        if (count == 0) return;
        _version++;
        var before = _content;
        var after = before.Spliced(index, count, [], Elements<T>.AreTheirRecords ? null : []);
        Commit(after, ChangeAction.Replace, nameof(RemoveRange), ValuePath.Root, before, after);
        for (var i = index; !Elements<T>.AreTheirRecords && i < index + count; i++) Detach(before.ChildAt(i));
        if (IsWatched) Notify(null, hasCountChanged: true);
    }

    /// <inheritdoc cref="List{T}.RemoveAll"/>
    public int RemoveAll(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var seen = _content;
        List<int> stay = [];
        for (var i = 0; i < seen.Count; i++)
        {
            if (!match(seen.Items[i])) stay.Add(i);
        }

        var removed = seen.Count - stay.Count;
        if (removed == 0) return 0;
        using var turn = Mutate();
        RequireStill(seen);
        _version++;
        ReplaceAll(Chosen(seen, stay), nameof(RemoveAll));
        return removed;
    }

    /// <inheritdoc cref="List{T}.Reverse()"/>
    public void Reverse() => Reverse(0, Count);

    /// <inheritdoc cref="List{T}.Reverse(int, int)"/>
    public void Reverse(int index, int count)
    {
        RequireRange(index, count);
        using var turn = Mutate();
        var order = Enumerable.Range(0, Count).ToArray();
        order.AsSpan(index, count).Reverse();
        _version++;
        Reorder(_content, order, nameof(Reverse));
    }

    /// <inheritdoc cref="List{T}.Sort()"/>
    public void Sort() => Sort(0, Count, null);

    /// <inheritdoc cref="List{T}.Sort(IComparer{T})"/>
    public void Sort(IComparer<T>? comparer) => Sort(0, Count, comparer);

    /// <inheritdoc cref="List{T}.Sort(int, int, IComparer{T})"/>
    public void Sort(int index, int count, IComparer<T>? comparer)
    {
        RequireRange(index, count);
        SortBy(index, count, (comparer ?? Comparer<T>.Default).Compare);
    }

    /// <inheritdoc cref="List{T}.Sort(Comparison{T})"/>
    public void Sort(Comparison<T> comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        SortBy(0, Count, comparison);
    }

    // What compares may look at the list, but not change it.
    private void SortBy(int index, int count, Comparison<T> comparison)
    {
        var seen = _content;
        var items = seen.Items.ToArray();
        var order = Enumerable.Range(0, items.Length).ToArray();
        order.AsSpan(index, count).Sort((one, other) => comparison(items[one], items[other]));
        using var turn = Mutate();
        RequireStill(seen);
        _version++;
        Reorder(seen, order, nameof(Sort));
    }

    private void Reorder(ListContent<T> seen, int[] order, string method)
    {
        for (var i = 0; i < order.Length; i++)
        {
            if (order[i] == i || (Elements<T>.AreSame(seen.Items[i], seen.Items[order[i]]))) continue;
            ReplaceAll(Chosen(seen, order), method);
            return;
        }
    }

    private void RequireStill(ListContent<T> seen)
    {
        if (!ReferenceEquals(seen, _content))
        {
            throw new InvalidOperationException(
                $"{Title} was changed by what it called to compare or choose its elements.");
        }
    }

    private static ListContent<T> Chosen(ListContent<T> from, IEnumerable<int> order) => new(
        PersistentList<T>.From(order.Select(it => from.Items[it])),
        from.Records is { } records ? PersistentList<ChangeContent>.From(order.Select(it => records[it])) : null);

    private void InsertOne(int index, T item, string method)
    {
        var (element, record) = Admit(item, index);
        _version++;
        Commit(_content.InsertedAt(index, element, record), ChangeAction.Add, method, PathOf(index), null, record);
        if (!Elements<T>.AreTheirRecords) Attach(Children.In(element, record), index);
        if (IsWatched) Notify(new(NotifyCollectionChangedAction.Add, element, index), true);
    }

    private void InsertMany(int index, IEnumerable<T> collection, string method)
    {
        T[] given = [.. collection];
        using var turn = Mutate();
        if (given.Length == 0) return;
        var (elements, records) = Admit(given, index);
        _version++;
        var before = _content;
        var after = before.Spliced(index, 0, elements, records);
        Commit(after, ChangeAction.Replace, method, ValuePath.Root, before, after);
        AttachFrom(index, given.Length);
        if (IsWatched) Notify(null, hasCountChanged: true);
    }

    private void RemoveOne(int index, string method)
    {
        var was = _content.Items[index];
        _version++;
        var record = _content.RecordAt(index);
        Commit(_content.RemovedAt(index), ChangeAction.Remove, method, PathOf(index), record, null);
        if (!Elements<T>.AreTheirRecords) Detach(Children.In(was, record));
        if (IsWatched) Notify(new(NotifyCollectionChangedAction.Remove, was, index), true);
    }

    private void ReplaceAll(ListContent<T> after, string method)
    {
        var before = _content;
        Commit(after, ChangeAction.Replace, method, ValuePath.Root, before, after);
        Relink(before, after, mayHold: !Elements<T>.AreTheirRecords);
        if (IsWatched) Notify(null, before.Count != after.Count);
    }

    private (T Element, ChangeContent Record) Admit(T item, int index)
    {
        var path = PathOf(index);
        if (Elements<T>.AreTheirRecords) return (item, Elements<T>.Record(item, this, path));
        var element = Options.ConvertPlain ? PlainConversion.Of(item, Options) : item;
        var child = Children.Of(element, Options, Options.ConvertPlain);
        RequireCanHold(child, "value");
        return (element, child?.State ?? Elements<T>.Record(element, this, path));
    }

    private (PersistentList<T> Elements, PersistentList<ChangeContent>? Records) Admit(IEnumerable<T> items, int index)
    {
        var elements = new PersistentList<T>.Builder();
        var records = Elements<T>.AreTheirRecords ? null : new PersistentList<ChangeContent>.Builder();
        foreach (var item in items)
        {
            var (element, record) = Admit(item, index++);
            elements.Add(element);
            records?.Add(record);
        }

        return (elements.ToList(), records?.ToList());
    }

    private int Within(int index) => index >= 0 && index < Count ? index : throw OutOfRange(nameof(index));

    private void RequireRange(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Count - index < count)
            throw new ArgumentException("Offset and length were out of bounds for the list.");
    }

    private static ArgumentOutOfRangeException OutOfRange(string parameter) =>
        new(parameter, "Index was out of range. Must be non-negative and within the list.");

    private static ValuePath PathOf(int index) => ValuePath.Root.Append(index);
}
