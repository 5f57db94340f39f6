using System.Diagnostics.CodeAnalysis;
using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>A set that records each of its mutations.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <remarks>
/// <para>
/// It behaves as <see cref="HashSet{T}"/> does, but for the order of enumeration, which is that of neither, and for
/// null,
/// which is no element. A mutation is O(log n); one of many elements at once is one entry of the log. Its elements are
/// what they are equal to, so that no container can be one of them.
/// </para>
/// Threads: as of <see cref="TrackedContainer"/>.
/// </remarks>
public sealed partial class TrackedSet<T> : TrackedContainer
    where T : notnull
{
    private SetContent<T> _content = SetContent<T>.Empty;

    // The element that is there for every one that the comparer takes for it; none where they are compared as they are.
    private readonly Dictionary<T, T>? _spellings;
    private int _version;

    /// <summary>An empty set.</summary>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <param name="comparer">Which elements are the same; null for those that are equal.</param>
    public TrackedSet(TrackingOptions? options = null, IEqualityComparer<T>? comparer = null)
        : this([], options, comparer)
    {
    }

    /// <summary>A set of elements.</summary>
    /// <param name="collection">The elements; what is there twice counts once.</param>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <param name="comparer">Which elements are the same; null for those that are equal.</param>
    /// <exception cref="ArgumentException">An element cannot be recorded.</exception>
    public TrackedSet(IEnumerable<T> collection, TrackingOptions? options = null, IEqualityComparer<T>? comparer = null)
        : base(options, ContainerKind.Set)
    {
        ArgumentNullException.ThrowIfNull(collection);
        Comparer = comparer ?? EqualityComparer<T>.Default;
        _spellings = Spellings.Of(comparer);
        var content = _content;
        foreach (var element in collection)
        {
            var spelled = Spelled(element);
            if (content.Items.ContainsKey(spelled)) continue;
            content = content.With(spelled, Admit(element));
            _spellings?.Add(spelled, spelled);
        }

        Begin(content);
    }

    private TrackedSet(SetContent<T> content, TrackingOptions options, IEqualityComparer<T> comparer, bool isSpelled)
        : base(options, ContainerKind.Set)
    {
        Comparer = comparer;
        Begin(content);
        if (isSpelled) _spellings = new(comparer);
        SpellAll();
    }

    /// <summary>Which elements are the same.</summary>
    public IEqualityComparer<T> Comparer { get; }

    /// <inheritdoc/>
    public int Count => _content.Items.Count;

    /// <inheritdoc/>
    internal override ChangeContent State => _content;

    /// <inheritdoc/>
    public bool Contains(T item) => item is not null && _content.Items.ContainsKey(Spelled(item));

    /// <inheritdoc cref="HashSet{T}.TryGetValue"/>
    public bool TryGetValue(T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        actualValue = default;
        return equalValue is not null && _content.Items.TryGetKey(Spelled(equalValue), out actualValue);
    }

    /// <inheritdoc cref="HashSet{T}.Add"/>
    public bool Add(T item)
    {
        if (item is null) throw new ArgumentNullException(nameof(item));
        using var turn = Mutate();
        if (_content.Items.ContainsKey(Spelled(item))) return false;
        var record = Admit(item);
        _version++;
        Commit(_content.With(item, record), ChangeAction.Add, nameof(Add), ValuePath.Root, null, record);
        _spellings?.Add(item, item);
        if (IsWatched) Notify(null, hasCountChanged: true);
        return true;
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        using var turn = Mutate();
        if (item is null || !_content.Items.TryGetValue(Spelled(item), out var was)) return false;
        Commit(_content.Without(Spelled(item)), ChangeAction.Remove, nameof(Remove), ValuePath.Root, was.Content, null);
        _ = _spellings?.Remove(item);
        if (IsWatched) Notify(null, hasCountChanged: true);
        return true;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        using var turn = Mutate();
        if (Count > 0) ReplaceAll(SetContent<T>.Empty, nameof(Clear));
    }

    /// <inheritdoc cref="HashSet{T}.RemoveWhere"/>
    public int RemoveWhere(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return Remove([.. _content.Items.Keys.Where(it => match(it))], nameof(RemoveWhere));
    }

    /// <inheritdoc/>
    public void UnionWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Change([], [.. other], nameof(UnionWith));
    }

    /// <inheritdoc/>
    public void ExceptWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _ = Remove([.. other], nameof(ExceptWith));
    }

    /// <inheritdoc/>
    public void IntersectWith(IEnumerable<T> other)
    {
        var stay = Alike(other);
        _ = Remove([.. _content.Items.Keys.Where(it => !stay.Contains(it))], nameof(IntersectWith));
    }

    /// <inheritdoc/>
    public void SymmetricExceptWith(IEnumerable<T> other)
    {
        var given = Alike(other);
        Change([.. given.Where(Contains)], [.. given.Where(it => !Contains(it))], nameof(SymmetricExceptWith));
    }

    /// <inheritdoc cref="HashSet{T}.IsProperSubsetOf"/>
    public bool IsProperSubsetOf(IEnumerable<T> other) => Mutable().IsProperSubsetOf(other);

    /// <inheritdoc cref="HashSet{T}.IsProperSupersetOf"/>
    public bool IsProperSupersetOf(IEnumerable<T> other) => Mutable().IsProperSupersetOf(other);

    /// <inheritdoc cref="HashSet{T}.IsSubsetOf"/>
    public bool IsSubsetOf(IEnumerable<T> other) => Mutable().IsSubsetOf(other);

    /// <inheritdoc cref="HashSet{T}.IsSupersetOf"/>
    public bool IsSupersetOf(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.All(Contains);
    }

    /// <inheritdoc cref="HashSet{T}.Overlaps"/>
    public bool Overlaps(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Any(Contains);
    }

    /// <inheritdoc cref="HashSet{T}.SetEquals"/>
    public bool SetEquals(IEnumerable<T> other) =>
        Alike(other) is var given && given.Count == Count && given.All(Contains);

    private HashSet<T> Mutable() => new(_content.Items.Keys, Comparer);

    private HashSet<T> Alike(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(other, Comparer);
    }

    private int Remove(T[] elements, string method)
    {
        var before = Count;
        Change(elements, [], method);
        return before - Count;
    }

    private void Change(T[] removed, T[] added, string method)
    {
        using var turn = Mutate();
        var items = _content.Items.ToBuilder();
        var spelledNew = _spellings is null ? null : new HashSet<T>(Comparer);
        foreach (var element in removed)
        {
            if (element is not null) _ = items.Remove(Spelled(element));
        }

        foreach (var element in added)
        {
            if (element is null) throw new ArgumentException("An element is null.");
            if (items.ContainsKey(Spelled(element)) || !(spelledNew?.Add(element) ?? true)) continue;
            items.Set(element, new(Admit(element)));
        }

        var after = items.ToMap();
        if (after.Count == Count && added.Length == 0) return;
        if (!ReferenceEquals(after, _content.Items)) ReplaceAll(new(after), method);
    }

    private void ReplaceAll(SetContent<T> after, string method)
    {
        var before = _content;
        if (!after.Items.Keys.All(before.Items.ContainsKey)) _version++;
        Commit(after, ChangeAction.Replace, method, ValuePath.Root, before, after);
        SpellAll();
        if (IsWatched) Notify(null, before.Items.Count != after.Items.Count);
    }

    private ChangeContent Admit(T element) => Children.Of(element, Options, follows: false) is not null
        ? throw new ArgumentException(
            $"{Title} is a set, whose elements are what they are equal to: no container can be one.", nameof(element))
        : Elements<T>.Record(element, this, ValuePath.Root);

    private T Spelled(T element) =>
        _spellings is not null && _spellings.TryGetValue(element, out var there) ? there : element;

    private void SpellAll()
    {
        if (_spellings is null) return;
        _spellings.Clear();
        foreach (var element in _content.Items.Keys) _spellings.Add(element, element);
    }

    /// <inheritdoc/>
    private protected override void Take(ChangeContent state) => _content = (SetContent<T>)state;

    /// <inheritdoc/>
    private protected override void AfterTakingBack()
    {
        _version++;
        SpellAll();
    }

    /// <inheritdoc/>
    private protected override IEnumerable<TrackedContainer> ChildrenIn(ChangeContent state) => [];

    /// <inheritdoc/>
    private protected override void ChildChanged(TrackedContainer child, ParentLink link, ChangeEntry entry)
    {
        // A set holds no containers.
    }

    /// <summary>A set of its own that holds the same now. O(1) where it has no comparer of its own; else
    /// O(n).</summary>
    /// <param name="options">How the copy is tracked; as this one if null.</param>
    /// <returns>The copy, whose log begins anew. It is not locked.</returns>
    public TrackedSet<T> Copy(TrackingOptions? options = null) =>
        new(_content, options ?? Options, Comparer, _spellings is not null);

    /// <inheritdoc/>
    private protected override TrackedContainer CopyOf(
        TrackingOptions options, Dictionary<TrackedContainer, TrackedContainer> made) => Copy(options);

    /// <inheritdoc/>
    private protected override IEnumerable<(TrackedContainer Child,
        ChangeContent Record)> RecordedChildrenIn(ChangeContent state) => [];

    /// <inheritdoc/>
    private protected override ChangeContent WithChildrenAsTheyAre(ChangeContent state) => state;

    /// <inheritdoc/>
    private protected override void ReplaceBy(ChangeContent state, string method) =>
        ReplaceAll((SetContent<T>)state, method);
}
