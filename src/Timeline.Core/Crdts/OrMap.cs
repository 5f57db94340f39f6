using System.Collections;
using System.Text.Json;
using LanguageExt;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// A map of CRDTs, nested to any depth, that share one context; a key is there while its value holds something.
/// </summary>
/// <typeparam name="TKey">Keys, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <typeparam name="TValue">
/// The CRDT at each key: a set, register, flag, counter or map that holds dots, or any other <see
/// cref="Embedded{TCrdt}"/>.
/// </typeparam>
/// <remarks>
/// <para>
/// Law: removing a key takes away exactly what its replica had seen there, at every depth; what others changed there at
/// the same time stays, and the key with it.
/// </para>
/// <para>
/// A change costs O(log n) and the change at the key. Merging two versions of one state costs what differs, and merging
/// a delta what the delta holds; the first delta that a state, of those it was made of, merges looks at every key.
/// Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed class OrMap<TKey, TValue> : ICausal<OrMap<TKey, TValue>>, IReadOnlyCollection<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TValue : class, ICausal<TValue>
{
    // Each without a context of its own.
    private readonly PersistentMap<TKey, TValue> _entries;

    // Follows from the entries; made when a small state is first merged, and kept up from there.
    private DotKeys<TKey>? _dotKeys;

    private OrMap(PersistentMap<TKey, TValue> entries, CausalContext context, DotKeys<TKey>? dotKeys = null) =>
        (_entries, Context, _dotKeys) = (entries, context, dotKeys);

    /// <summary>The map without keys.</summary>
    public static OrMap<TKey, TValue> Empty { get; } = new([], CausalContext.Empty);

    /// <inheritdoc/>
    public CausalContext Context { get; }

    /// <summary>How many keys there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys, in no order.</summary>
    public IEnumerable<TKey> Keys => _entries.Keys;

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is.</returns>
    public bool ContainsKey(TKey key) => _entries.ContainsKey(key);

    /// <summary>The value of a key, or none.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value if the key is there.</returns>
    public Option<TValue> Find(TKey key) => _entries.Find(key).Map(value => value.With(Context));

    /// <summary>The value of a key; of a key that is not there, the value before any change.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    public TValue ValueAt(TKey key) => EntryAt(key).With(Context);

    /// <summary>
    /// The map in which the value of a key is changed; the key is there afterwards if the value holds something.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="change">From <see cref="ValueAt"/> to the next value, which is to be made of it.</param>
    /// <returns>The new map; this one if the change gives back what it was given.</returns>
    public OrMap<TKey, TValue> Update(TKey key, Func<TValue, TValue> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = ValueAt(key);
        return With(key, before, change(before));
    }

    /// <summary>The map in which the value of a key is changed by a change that may fail.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">From <see cref="ValueAt"/> to the next value, to be made of it, or an error.</param>
    /// <returns>
    /// The new map; this one if the change gives back what it was given; or the error of the change.
    /// </returns>
    public Either<TimelineError, OrMap<TKey, TValue>> TryUpdate(
        TKey key, Func<TValue, Either<TimelineError, TValue>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = ValueAt(key);
        return change(before).Map(after => With(key, before, after));
    }

    /// <summary>The map without a key: without all that is seen here of its value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The new map; this one if the key is not there.</returns>
    public OrMap<TKey, TValue> Remove(TKey key) => Of(_entries.Remove(key), Context);

    /// <summary>The map without all keys that are seen here.</summary>
    /// <returns>The new map; this one if there are none.</returns>
    public OrMap<TKey, TValue> Clear() => Of([], Context);

    /// <summary>
    /// The map that no longer knows of replicas that have left, where none of their dots is held at any depth.
    /// </summary>
    /// <param name="departed">The replicas.</param>
    /// <returns>The new map; this one if it knows none of them.</returns>
    /// <remarks>See <see cref="CausalContext.Prune"/>.</remarks>
    public OrMap<TKey, TValue> Prune(IEnumerable<ReplicaId> departed) =>
        Of(_entries, DotStore.Prune(HeldDots, Context, departed));

    /// <inheritdoc/>
    public OrMap<TKey, TValue> Merge(OrMap<TKey, TValue> other) => Causal.Merge(this, other);

    /// <inheritdoc/>
    public OrMap<TKey, TValue> Delta(OrMap<TKey, TValue> since) => Causal.Delta(this, since);

    /// <inheritdoc/>
    public bool Equals(OrMap<TKey, TValue>? other) =>
        other is not null && Context.Equals(other.Context) && _entries.Equals(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrMap<TKey, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Context, _entries.Count);

    /// <summary>Whether two maps are equal; null equals null.</summary>
    public static bool operator ==(OrMap<TKey, TValue>? left, OrMap<TKey, TValue>? right) => Equals(left, right);

    /// <summary>Whether two maps differ.</summary>
    public static bool operator !=(OrMap<TKey, TValue>? left, OrMap<TKey, TValue>? right) => !Equals(left, right);

    /// <summary>The entries, as <c>{a: 1, b: 2}</c>, in no order.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() =>
        $"{{{string.Join(", ", this.Select(entry => $"{entry.Key}: {entry.Value}"))}}}";

    /// <summary>Goes through the entries, in no order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        foreach (var (key, value) in _entries)
            yield return KeyValuePair.Create(key, value.With(Context));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string ICrdt<OrMap<TKey, TValue>>.FormName => $"or-map of {TValue.FormName}";

    CausalContext ICrdt<OrMap<TKey, TValue>>.KnownContext => Context;

    OrMap<TKey, TValue>? ICrdt<OrMap<TKey, TValue>>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<OrMap<TKey, TValue>>.WriteState(CrdtOutput output) =>
        EntryForm.Write(output, _entries, new StateForm<TValue>(output));

    static OrMap<TKey, TValue> ICrdt<OrMap<TKey, TValue>>.ReadState(ref Utf8JsonReader reader, CrdtInput input)
    {
        var entries = EntryForm.Read<TKey, TValue>(ref reader, input, new StateForm<TValue>(input));
        return entries.Values.Any(value => value.HoldsNothing)
            ? throw new CrdtFault("a value that holds a step should stand where a key has none")
            : new OrMap<TKey, TValue>(entries, CausalContext.Empty);
    }

    static bool ICausal<OrMap<TKey, TValue>>.Nests => true;

    bool ICausal<OrMap<TKey, TValue>>.HoldsNothing => _entries.IsEmpty;

    IEnumerable<Dot> ICausal<OrMap<TKey, TValue>>.HeldDots => HeldDots;

    OrMap<TKey, TValue> ICausal<OrMap<TKey, TValue>>.With(CausalContext context) => Of(_entries, context);

    static OrMap<TKey, TValue> ICausal<OrMap<TKey, TValue>>.JoinDots(
        OrMap<TKey, TValue> ours, CausalContext ourContext, OrMap<TKey, TValue> theirs, CausalContext theirContext)
    {
        var entries = DotStore.IsFew(theirContext, ours.Count) && ours.DotKeys.AreUnique
                ? ours.Absorb(ourContext, theirs, theirContext)
            : DotStore.IsFew(ourContext, theirs.Count) && theirs.DotKeys.AreUnique
                ? theirs.Absorb(theirContext, ours, ourContext)
            : ours._entries.Join(theirs._entries, new Joining(ourContext, theirContext));
        return ReferenceEquals(entries, ours._entries) ? ours
            : ReferenceEquals(entries, theirs._entries) ? theirs
            : new OrMap<TKey, TValue>(entries, CausalContext.Empty, ours._dotKeys is not null
                ? ours.DotKeysAfter(entries, ourContext)
                : theirs.DotKeysAfter(entries, theirContext));
    }

    OrMap<TKey, TValue> ICausal<OrMap<TKey, TValue>>.DotsSince(
        OrMap<TKey, TValue> since, CausalContext sinceContext, CausalContext context, List<Dot> known)
    {
        var added = new PersistentMap<TKey, TValue>.Builder();
        foreach (var change in since._entries.Diff(_entries))
        {
            var value = EntryAt(change.Key).DotsSince(since.EntryAt(change.Key), sinceContext, context, known);
            if (!value.HoldsNothing)
                added.Set(change.Key, value.With(CausalContext.Empty));
        }
        return new OrMap<TKey, TValue>(added.ToMap(), CausalContext.Empty);
    }

    private OrMap<TKey, TValue> Of(PersistentMap<TKey, TValue> entries, CausalContext context) =>
        ReferenceEquals(entries, _entries) && ReferenceEquals(context, Context)
            ? this
            : new OrMap<TKey, TValue>(entries, context, DotKeysAfter(entries, context));

    private OrMap<TKey, TValue> With(TKey key, TValue before, TValue after)
    {
        if (ReferenceEquals(before, after))
            return this;
        var entries = after.HoldsNothing ? _entries.Remove(key) : _entries.Set(key, after.With(CausalContext.Empty));
        return Of(entries, Context.Join(after.Context));
    }

    private IEnumerable<Dot> HeldDots => _entries.Values.SelectMany(value => value.HeldDots);

    private DotKeys<TKey> DotKeys => _dotKeys ??= DotKeys<TKey>.Of(
        _entries.SelectMany(entry => entry.Value.HeldDots.Select(dot => KeyValuePair.Create(dot, entry.Key))));

    /// <summary>
    /// The entries after a small state is merged: only keys change that it has, or at which it knows a dot.
    /// </summary>
    private PersistentMap<TKey, TValue> Absorb(
        CausalContext context, OrMap<TKey, TValue> small, CausalContext smallContext)
    {
        var keys = small.Keys.ToHashSet();
        foreach (var dot in smallContext.DotsUnordered)
        {
            if (DotKeys.TryFind(dot, out var key))
                _ = keys.Add(key);
        }
        var joined = _entries.ToBuilder();
        foreach (var key in keys)
        {
            var value = TValue.JoinDots(EntryAt(key), context, small.EntryAt(key), smallContext);
            if (value.HoldsNothing)
                _ = joined.Remove(key);
            else
                joined.Set(key, value);
        }
        return joined.ToMap();
    }

    /// <summary>Where the dots are held after the entries became others, if it was ever asked.</summary>
    /// <param name="entries">The other entries.</param>
    /// <param name="context">A context that knows the dots of these.</param>
    private DotKeys<TKey>? DotKeysAfter(PersistentMap<TKey, TValue> entries, CausalContext context)
    {
        if (_dotKeys is null || ReferenceEquals(entries, _entries))
            return _dotKeys;
        var (gone, come) = (new List<Dot>(), new List<KeyValuePair<Dot, TKey>>());
        foreach (var change in _entries.Diff(entries))
        {
            var after = entries.TryGetValue(change.Key, out var held) ? held : TValue.Empty;
            var added = after.DotsSince(EntryAt(change.Key), CausalContext.Empty, context, gone);
            come.AddRange(added.HeldDots.Select(dot => KeyValuePair.Create(dot, change.Key)));
        }
        return _dotKeys.After(gone, come);
    }

    private TValue EntryAt(TKey key) => _entries.TryGetValue(key, out var value) ? value : TValue.Empty;

    /// <summary>Values joined under the contexts of the maps; those that then hold nothing are dropped.</summary>
    private readonly struct Joining(CausalContext ourContext, CausalContext theirContext) : IMapJoin<TKey, TValue>
    {
        public bool KeepsAll => false;

        public bool SameKey(TKey left, TKey right) => PersistentMap<TKey, TValue>.SameKey(left, right);

        public JoinedFrom Ours(TKey key, TValue value, out TValue joined) =>
            From(value, TValue.Empty, out joined) & ~JoinedFrom.Theirs;

        public JoinedFrom Theirs(TKey key, TValue value, out TValue joined) =>
            From(TValue.Empty, value, out joined) & ~JoinedFrom.Ours;

        public JoinedFrom Both(TKey key, TValue ours, TValue theirs, out TValue joined) =>
            From(ours, theirs, out joined);

        private JoinedFrom From(TValue ours, TValue theirs, out TValue joined)
        {
            joined = TValue.JoinDots(ours, ourContext, theirs, theirContext);
            return joined.HoldsNothing ? JoinedFrom.Nothing
                : ReferenceEquals(joined, ours) ? (ours.Equals(theirs) ? JoinedFrom.Both : JoinedFrom.Ours)
                : ReferenceEquals(joined, theirs) ? JoinedFrom.Theirs
                : JoinedFrom.Neither;
        }
    }
}
