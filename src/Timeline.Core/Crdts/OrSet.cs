using System.Collections;
using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// A set to which members are added and from which they are removed; where one adds what another removes at the same
/// time, it stays. Nothing is kept of what was removed.
/// </summary>
/// <typeparam name="T">Members, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <remarks>
/// <para>
/// An observed-remove set without tombstones (Bieniusa et al. 2012): every addition is a dot, a removal drops the dots
/// that were seen. Law: a removal takes away exactly the additions that its replica had seen.
/// </para>
/// <para>
/// Adding and removing cost O(log n). Merging two versions of one state costs what differs, and merging a delta costs
/// what the delta holds. Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed class OrSet<T> : ICausal<OrSet<T>>, IReadOnlyCollection<T>
    where T : notnull
{
    private readonly PersistentMap<Dot, T> _additions;

    // Follows from the additions; made when it is first asked for, where a state was read or is only passed on.
    private PersistentMap<T, DotSet>? _members;

    private OrSet(PersistentMap<Dot, T> additions, PersistentMap<T, DotSet>? members, CausalContext context) =>
        (_additions, _members, Context) = (additions, members, context);

    /// <summary>The set without members.</summary>
    public static OrSet<T> Empty { get; } = new([], [], CausalContext.Empty);

    /// <inheritdoc/>
    public CausalContext Context { get; }

    /// <summary>How many members there are.</summary>
    public int Count => Members.Count;

    /// <summary>The members, in no order.</summary>
    public IEnumerable<T> Value => Members.Keys;

    private PersistentMap<T, DotSet> Members => _members ??= MembersOf(_additions);

    /// <summary>Whether something is a member.</summary>
    /// <param name="member">What may be one.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(T member) => Members.ContainsKey(member);

    /// <summary>The set with a member, added by a replica: also where it is one, against concurrent removals.</summary>
    /// <param name="replica">Who adds it.</param>
    /// <param name="member">What is added.</param>
    /// <returns>The new set.</returns>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public OrSet<T> Add(ReplicaId replica, T member) => AddRange(replica, [member]);

    /// <summary>The set with members, added by a replica.</summary>
    /// <param name="replica">Who adds them.</param>
    /// <param name="members">What is added.</param>
    /// <returns>The new set; this one if nothing is added.</returns>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public OrSet<T> AddRange(ReplicaId replica, IEnumerable<T> members)
    {
        ArgumentNullException.ThrowIfNull(replica);
        ArgumentNullException.ThrowIfNull(members);
        var (additions, index, context) = (_additions.ToBuilder(), Members.ToBuilder(), Context);
        foreach (var member in members)
        {
            Drop(additions, index, member);
            var dot = context.Step(replica);
            additions.Set(dot, member);
            index.Set(member, new DotSet(dot));
            context = context.Add(dot);
        }
        return ReferenceEquals(context, Context) ? this : new OrSet<T>(additions.ToMap(), index.ToMap(), context);
    }

    /// <summary>The set without a member: without the additions of it that are seen here.</summary>
    /// <param name="member">What is removed.</param>
    /// <returns>The new set; this one if it is no member.</returns>
    public OrSet<T> Remove(T member) => RemoveRange([member]);

    /// <summary>The set without members.</summary>
    /// <param name="members">What is removed.</param>
    /// <returns>The new set; this one if none is a member.</returns>
    public OrSet<T> RemoveRange(IEnumerable<T> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var (additions, index) = (_additions.ToBuilder(), Members.ToBuilder());
        foreach (var member in members)
            Drop(additions, index, member);
        return additions.Count == _additions.Count ? this : new OrSet<T>(additions.ToMap(), index.ToMap(), Context);
    }

    /// <summary>The set without all members that are seen here.</summary>
    /// <returns>The new set; this one if there are none.</returns>
    public OrSet<T> Clear() => _additions.IsEmpty ? this : new OrSet<T>([], [], Context);

    /// <summary>
    /// The set that no longer knows of replicas that have left, where none of their additions is held.
    /// </summary>
    /// <param name="departed">The replicas.</param>
    /// <returns>The new set; this one if it knows none of them.</returns>
    /// <remarks>See <see cref="CausalContext.Prune"/>.</remarks>
    public OrSet<T> Prune(IEnumerable<ReplicaId> departed) => ((ICausal<OrSet<T>>)this)
        .With(DotStore.Prune(_additions.Keys, Context, departed));

    /// <inheritdoc/>
    public OrSet<T> Merge(OrSet<T> other) => Causal.Merge(this, other);

    /// <inheritdoc/>
    public OrSet<T> Delta(OrSet<T> since) => Causal.Delta(this, since);

    /// <inheritdoc/>
    public bool Equals(OrSet<T>? other) =>
        other is not null && Context.Equals(other.Context) && _additions.Equals(other._additions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Context, _additions.Count);

    /// <summary>Whether two sets are equal; null equals null.</summary>
    public static bool operator ==(OrSet<T>? left, OrSet<T>? right) => Equals(left, right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(OrSet<T>? left, OrSet<T>? right) => !Equals(left, right);

    /// <summary>The members, as <c>{1, 2}</c>, in no order.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => $"{{{string.Join(", ", this)}}}";

    /// <summary>Goes through the members, in no order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => Members.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string ICrdt<OrSet<T>>.FormName => "or-set";

    CausalContext ICrdt<OrSet<T>>.KnownContext => Context;

    OrSet<T>? ICrdt<OrSet<T>>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<OrSet<T>>.WriteState(CrdtOutput output) => DotForm.Write(output, _additions, output.ElementsOf<T>());

    static OrSet<T> ICrdt<OrSet<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(DotForm.Read(ref reader, input, input.ElementsOf<T>()), null, CausalContext.Empty);

    bool ICausal<OrSet<T>>.HoldsNothing => _additions.IsEmpty;

    IEnumerable<Dot> ICausal<OrSet<T>>.HeldDots => _additions.Keys;

    OrSet<T> ICausal<OrSet<T>>.With(CausalContext context) =>
        ReferenceEquals(context, Context) ? this : new OrSet<T>(_additions, _members, context);

    static OrSet<T> ICausal<OrSet<T>>.JoinDots(
        OrSet<T> ours, CausalContext ourContext, OrSet<T> theirs, CausalContext theirContext)
    {
        var additions = DotStore.Join(ours._additions, ourContext, theirs._additions, theirContext, Ties.Larger);
        return ReferenceEquals(additions, ours._additions) ? ours
            : ReferenceEquals(additions, theirs._additions) ? theirs
            : new OrSet<T>(additions, ours.MembersAfter(additions), CausalContext.Empty);
    }

    OrSet<T> ICausal<OrSet<T>>.DotsSince(
        OrSet<T> since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        new(DotStore.Since(_additions, context, since._additions, sinceContext, known), null, CausalContext.Empty);

    private static void Drop(PersistentMap<Dot, T>.Builder additions, PersistentMap<T, DotSet>.Builder index, T member)
    {
        if (!index.TryGetValue(member, out var dots))
            return;
        _ = additions.Remove(dots.First);
        foreach (var dot in dots.Others)
            _ = additions.Remove(dot);
        _ = index.Remove(member);
    }

    /// <summary>
    /// The members after the additions became others: what changed is repeated, if they were ever made.
    /// </summary>
    private PersistentMap<T, DotSet>? MembersAfter(PersistentMap<Dot, T> additions)
    {
        if (_members is null)
            return null;
        var index = _members.ToBuilder();
        foreach (var change in _additions.Diff(additions))
        {
            if (_additions.TryGetValue(change.Key, out var before))
                Drop(index, before, change.Key);
            if (additions.TryGetValue(change.Key, out var after))
                Add(index, after, change.Key);
        }
        return index.ToMap();
    }

    private static void Add(PersistentMap<T, DotSet>.Builder index, T member, Dot dot) =>
        index.Set(member, index.TryGetValue(member, out var dots) ? dots.With(dot) : new DotSet(dot));

    private static void Drop(PersistentMap<T, DotSet>.Builder index, T member, Dot dot)
    {
        if (index[member].Without(dot) is { } left)
            index.Set(member, left);
        else
            _ = index.Remove(member);
    }

    private static PersistentMap<T, DotSet> MembersOf(PersistentMap<Dot, T> additions)
    {
        var pairs = new KeyValuePair<T, DotSet>[additions.Count];
        var at = 0;
        foreach (var (dot, member) in additions)
            pairs[at++] = KeyValuePair.Create(member, new DotSet(dot));
        var members = PersistentMap<T, DotSet>.From(pairs);
        return members.Count == pairs.Length ? members : Gathered(members, pairs);
    }

    /// <summary>As members stand for several dots where several replicas added them at one time.</summary>
    private static PersistentMap<T, DotSet> Gathered(
        PersistentMap<T, DotSet> members, KeyValuePair<T, DotSet>[] pairs)
    {
        var index = members.ToBuilder();
        foreach (var (member, dots) in pairs)
            index.Set(member, index[member].With(dots.First));
        return index.ToMap();
    }
}
