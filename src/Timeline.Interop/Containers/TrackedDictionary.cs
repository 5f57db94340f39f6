using System.Diagnostics.CodeAnalysis;
using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Isolation;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>A dictionary that records each of its mutations.</summary>
/// <typeparam name="TKey">The type of the keys, which never change and have a name in JSON: texts, numbers, ids, dates,
/// enums.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <remarks>
/// <para>
/// It behaves as <see cref="Dictionary{TKey,TValue}"/> does, but for the order of enumeration, which is that of
/// neither. A mutation is O(log n), and so is a look-up; a mutation of many entries at once is one entry of the
/// log. Setting a key to what it has already records nothing.
/// </para>
/// Threads: as of <see cref="TrackedContainer"/>.
/// </remarks>
public sealed partial class TrackedDictionary<TKey, TValue> : TrackedContainer
    where TKey : notnull
{
    // Of others the key that is there may be written otherwise than one that is equal to it.
    private static readonly bool AreKeysTold = Sameness.IsToldByEquality(typeof(TKey));

    private DictionaryContent<TKey, TValue> _content = DictionaryContent<TKey, TValue>.Empty;
    private PersistentMap<TKey, int> _keyLocks = [];

    // The key that is there for every key that the comparer takes for it; none where keys are compared as they are.
    private readonly Dictionary<TKey, TKey>? _spellings;
    private int _version;

    /// <summary>An empty dictionary.</summary>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <param name="comparer">Which keys are the same; null for those that are equal.</param>
    /// <exception cref="NotSupportedException">Keys of this type can change.</exception>
    public TrackedDictionary(TrackingOptions? options = null, IEqualityComparer<TKey>? comparer = null)
        : this([], options, comparer)
    {
    }

    /// <summary>A dictionary of entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <param name="comparer">Which keys are the same; null for those that are equal.</param>
    /// <exception cref="ArgumentException">A key is there twice, or an element cannot be recorded.</exception>
    /// <exception cref="NotSupportedException">Keys of this type can change.</exception>
    public TrackedDictionary(
        IEnumerable<KeyValuePair<TKey, TValue>> entries, TrackingOptions? options = null,
            IEqualityComparer<TKey>? comparer = null)
        : base(options, ContainerKind.Dictionary)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (!Unchanging.IsKeptAsDeclared(typeof(TKey)))
        {
            throw new NotSupportedException(
                $"Keys of type {typeof(TKey)} can change, and what is recorded under them could not be found.");
        }

        Comparer = comparer ?? EqualityComparer<TKey>.Default;
        _spellings = Spellings.Of(comparer);
        var content = _content;
        KeyValuePair<TKey, TValue>[] given = [.. entries];
        using var turn = Make();
        foreach (var (key, value) in given)
        {
            var spelled = Spelled(key);
            if (content.Entries.ContainsKey(spelled)) throw Duplicate(key);
            var (element, record) = Admit(spelled, value);
            content = content.With(spelled, element, record);
            _spellings?.Add(spelled, spelled);
        }

        Begin(content);
        Relink(DictionaryContent<TKey, TValue>.Empty, content, mayHold: !Elements<TValue>.AreTheirRecords);
    }

    private TrackedDictionary(
        DictionaryContent<TKey, TValue> content, TrackingOptions options, IEqualityComparer<TKey> comparer,
            bool isSpelled,
        Dictionary<TrackedContainer, TrackedContainer> made)
        : base(options, ContainerKind.Dictionary)
    {
        Comparer = comparer;
        foreach (var (key, child) in Elements<TValue>.AreTheirRecords ? [] : content.Entries)
        {
            if (content.ChildAt(key, child) is not { } held) continue;
            var copy = Copied(child, held, made);
            content = content.With(key, copy, ((TrackedContainer)(object)copy!).State);
        }

        Begin(content);
        Relink(DictionaryContent<TKey, TValue>.Empty, content, mayHold: !Elements<TValue>.AreTheirRecords);
        if (isSpelled) _spellings = new(comparer);
        SpellAll();
    }

    /// <summary>Its entries as they are now: a map that never changes. O(1).</summary>
    public PersistentMap<TKey, TValue> Content => _content.Entries;

    /// <summary>Which keys are the same.</summary>
    public IEqualityComparer<TKey> Comparer { get; }

    /// <inheritdoc/>
    public int Count => _content.Entries.Count;

    /// <inheritdoc/>
    internal override ChangeContent State => _content;

    /// <inheritdoc cref="Dictionary{TKey,TValue}.this"/>
    public TValue this[TKey key]
    {
        get => TryGetValue(key, out var value) ? value
            : throw new KeyNotFoundException($"The given key '{key}' was not present in the dictionary.");
        set => _ = Put(key, value, mayReplace: true, "this[]");
    }

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    /// <inheritdoc cref="Dictionary{TKey,TValue}.ContainsValue"/>
    public bool ContainsValue(TValue value)
    {
        foreach (var (_, there) in _content.Entries)
        {
            if (EqualityComparer<TValue>.Default.Equals(there, value)) return true;
        }

        return false;
    }

    /// <inheritdoc cref="Dictionary{TKey,TValue}.TryGetValue"/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        return _content.Entries.TryGetValue(Spelled(key), out value);
    }

    /// <inheritdoc/>
    public void Add(TKey key, TValue value)
    {
        if (!Put(key, value, mayReplace: false, nameof(Add))) throw Duplicate(key);
    }

    /// <inheritdoc cref="Dictionary{TKey,TValue}.TryAdd"/>
    public bool TryAdd(TKey key, TValue value) => Put(key, value, mayReplace: false, nameof(TryAdd));

    /// <inheritdoc/>
    public bool Remove(TKey key) => Remove(key, out _);

    /// <inheritdoc cref="Dictionary{TKey,TValue}.Remove(TKey, out TValue)"/>
    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        using var turn = Mutate();
        var spelled = Spelled(key);
        if (!_content.Entries.TryGetValue(spelled, out value)) return false;
        RequireKeyUnlocked(spelled);
        var was = _content.RecordOf(spelled, value);
        Commit(_content.Without(spelled), ChangeAction.Remove, nameof(Remove), PathOf(spelled), was, null);
        Detach(Elements<TValue>.AreTheirRecords ? null : Children.In(value, was));
        _ = _spellings?.Remove(spelled);
        if (IsWatched) Notify(null, hasCountChanged: true);
        return true;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        using var turn = Mutate();
        if (Count > 0) ReplaceAll(DictionaryContent<TKey, TValue>.Empty, nameof(Clear));
    }

    /// <summary>Sets many keys in one mutation, which is one entry of the log.</summary>
    /// <param name="entries">The keys and their values; the last value of a key counts.</param>
    /// <exception cref="ArgumentException">An element cannot be recorded; nothing is set.</exception>
    public void SetRange(IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        KeyValuePair<TKey, TValue>[] given = [.. entries];
        using var turn = Mutate();
        var after = _content;
        Dictionary<TKey, TKey>? spelledNew = _spellings is null ? null : new(Comparer);
        foreach (var (key, value) in given)
        {
            if (key is null) throw new ArgumentException("A key is null.", nameof(entries));
            var spelled = Spelled(key);
            if (spelledNew is not null && !_spellings!.ContainsKey(key) && !spelledNew.TryGetValue(key, out spelled!))
                spelledNew.Add(key, spelled = key);
            if (after.Entries.TryGetValue(spelled, out var there) && Elements<TValue>.AreSame(there, value)) continue;
            var (element, record) = Admit(spelled, value);
            after = after.With(spelled, element, record);
        }

        if (!ReferenceEquals(after, _content)) ReplaceAll(after, nameof(SetRange));
    }

    /// <summary>Takes this content, children and all, as one entry.</summary>
    private void ReplaceAll(DictionaryContent<TKey, TValue> after, string method)
    {
        var before = _content;
        if (!_keyLocks.IsEmpty) RequireLockedKept(before, after);
        if (!after.Entries.IsEmpty) _version++;
        Commit(after, ChangeAction.Replace, method, ValuePath.Root, before, after);
        Relink(before, after, mayHold: !Elements<TValue>.AreTheirRecords);
        SpellAll();
        if (IsWatched) Notify(null, before.Entries.Count != after.Entries.Count);
    }

    /// <summary>Sets a key to a value.</summary>
    /// <returns>Whether the value stands there now; false if the key has another that may not be replaced.</returns>
    private bool Put(TKey key, TValue value, bool mayReplace, string method)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        using var turn = Mutate();
        var spelled = Spelled(key);
        var isThere = _content.Entries.TryGetValue(spelled, out var there);
        if (isThere && !mayReplace) return false;
        if (!_keyLocks.IsEmpty) RequireKeyUnlocked(spelled);
        if (isThere && Elements<TValue>.AreTheirRecords && Elements<TValue>.AreSame(there!, value)) return true;
        var path = PathOf(spelled);
        var (element, record) = Admit(spelled, value, path);
        var was = isThere ? _content.RecordOf(spelled, there!) : null;
        if (isThere && Elements<TValue>.AreSame(there!, element) && Children.AreAlike(was!, record)) return true;
        Commit(
            _content.With(spelled, element, record), isThere
                ? ChangeAction.Update : ChangeAction.Add, method, path, was, record);
        if (!Elements<TValue>.AreTheirRecords)
        {
            Attach(Children.In(element, record), hint: spelled);
            if (isThere) Detach(Children.In(there, was));
        }

        if (!isThere)
        {
            _version++;
            _spellings?.Add(spelled, spelled);
        }

        if (IsWatched) Notify(null, hasCountChanged: !isThere);
        return true;
    }

    /// <summary>The element that is put in for what was given, and what it is recorded as.</summary>
    private (TValue Element, ChangeContent Record) Admit(TKey key, TValue value, ValuePath? path = null)
    {
        if (Elements<TValue>.AreTheirRecords && path is not null)
            return (value, Elements<TValue>.Record(value, this, path));
        path ??= PathOf(key);
        var element = Options.ConvertPlain ? PlainConversion.Of(value, Options) : value;
        var child = Children.Of(element, Options, Options.ConvertPlain);
        RequireCanHold(child, nameof(value));
        return (element, child?.State ?? Elements<TValue>.Record(element, this, path));
    }

    /// <summary>The key that is there for a key; the key itself if none is.</summary>
    private TKey Spelled(TKey key)
    {
        if (_spellings is not null) return _spellings.TryGetValue(key, out var same) ? same : key;
        return !AreKeysTold && _content.Entries.TryGetKey(key, out var there) ? there : key;
    }

    private static ValuePath PathOf(TKey key) => ValuePath.Root.Append(KeyText<TKey>.Of(key));

    private static ArgumentException Duplicate(TKey key) =>
        new($"An item with the same key has already been added. Key: {key}");
}
