using System.Collections;
using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>A set in which of each member's additions and removals the last one counts, by their stamps.</summary>
/// <typeparam name="T">Members, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <remarks>
/// Law: it has the keys of an <see cref="LwwMap{TKey, TValue}"/> after the same writes. Of a member that was removed
/// the stamp is kept until <see cref="PruneRemoved"/>. Merging costs what differs. Immutable and safe to share between
/// threads.
/// </remarks>
public sealed class LwwSet<T> : IEmbeddable<LwwSet<T>>, IReadOnlyCollection<T>
    where T : notnull
{
    private readonly LwwMap<T, bool> _members;

    private LwwSet(LwwMap<T, bool> members) => _members = members;

    /// <summary>The set without members.</summary>
    public static LwwSet<T> Empty { get; } = new(LwwMap<T, bool>.Empty);

    /// <summary>How many members there are. O(n).</summary>
    public int Count => _members.Count;

    /// <summary>Whether something is a member.</summary>
    /// <param name="member">What may be one.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(T member) => _members.ContainsKey(member);

    /// <summary>The set after the addition of a member.</summary>
    /// <param name="member">What is added.</param>
    /// <param name="stamp">When, and by whom.</param>
    /// <returns>The new set; this one if something later happened to it.</returns>
    public LwwSet<T> Add(T member, WriteStamp stamp) => Of(_members.Set(member, true, stamp));

    /// <summary>The set after the removal of a member, whether or not it is one.</summary>
    /// <param name="member">What is removed.</param>
    /// <param name="stamp">When, and by whom.</param>
    /// <returns>The new set; this one if something later happened to it.</returns>
    public LwwSet<T> Remove(T member, WriteStamp stamp) => Of(_members.Remove(member, stamp));

    /// <summary>The set that no longer knows of removals before a time.</summary>
    /// <param name="before">The time: one before which every replica is known to have seen all writes.</param>
    /// <returns>The new set, of the same members; this one if there are no such removals.</returns>
    public LwwSet<T> PruneRemoved(long before) => Of(_members.PruneRemoved(before));

    /// <inheritdoc/>
    public LwwSet<T> Merge(LwwSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var members = _members.Merge(other._members);
        return ReferenceEquals(members, other._members) ? other : Of(members);
    }

    /// <inheritdoc/>
    public LwwSet<T> Delta(LwwSet<T> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Empty.Of(_members.Delta(since._members));
    }

    /// <inheritdoc/>
    public bool Equals(LwwSet<T>? other) => other is not null && _members.Equals(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LwwSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _members.GetHashCode();

    /// <summary>Whether two sets are equal; null equals null.</summary>
    public static bool operator ==(LwwSet<T>? left, LwwSet<T>? right) => Equals(left, right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(LwwSet<T>? left, LwwSet<T>? right) => !Equals(left, right);

    /// <summary>The members, as <c>{1, 2}</c>, in no order.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => $"{{{string.Join(", ", this)}}}";

    /// <summary>Goes through the members, in no order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => _members.Select(entry => entry.Key).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string ICrdt<LwwSet<T>>.FormName => "lww-set";

    void ICrdt<LwwSet<T>>.WriteState(CrdtOutput output) => ((ICrdt<LwwMap<T, bool>>)_members).WriteState(output);

    static LwwSet<T> ICrdt<LwwSet<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input)
    {
        var members = StateForm<LwwMap<T, bool>>.Read(ref reader, input);
        return members.All(entry => entry.Value)
            ? Empty.Of(members)
            : throw new CrdtFault("a member is neither added nor removed");
    }

    private LwwSet<T> Of(LwwMap<T, bool> members) =>
        ReferenceEquals(members, _members) ? this : new LwwSet<T>(members);
}
