using System.Collections;
using System.Text.Json;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>A set from which members are removed for ever.</summary>
/// <typeparam name="T">Members, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <remarks>
/// Law: something is a member where somebody added it and nobody removed it. What was removed is kept as such. Merging
/// costs what differs. Immutable and safe to share between threads.
/// </remarks>
public sealed class TwoPhaseSet<T> : IEmbeddable<TwoPhaseSet<T>>, IReadOnlyCollection<T>
    where T : notnull
{
    // True for a member, false for what was removed.
    private readonly PersistentMap<T, bool> _members;

    private TwoPhaseSet(PersistentMap<T, bool> members) => _members = members;

    /// <summary>The set without members.</summary>
    public static TwoPhaseSet<T> Empty { get; } = new([]);

    /// <summary>How many members there are. O(n).</summary>
    public int Count => _members.Values.Count(isMember => isMember);

    /// <summary>Whether something is a member.</summary>
    /// <param name="member">What may be one.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(T member) => _members.TryGetValue(member, out var isMember) && isMember;

    /// <summary>Whether something was removed, so that it cannot become a member.</summary>
    /// <param name="member">What may have been.</param>
    /// <returns>True if it was.</returns>
    public bool IsRemoved(T member) => _members.TryGetValue(member, out var isMember) && !isMember;

    /// <summary>The set with a member.</summary>
    /// <param name="member">What is added.</param>
    /// <returns>The new set; this one if it is a member or was removed.</returns>
    public TwoPhaseSet<T> Add(T member) => _members.ContainsKey(member) ? this : Of(_members.Set(member, true));

    /// <summary>The set without something that is, or may become elsewhere, a member.</summary>
    /// <param name="member">What is removed.</param>
    /// <returns>The new set; this one if it was removed.</returns>
    public TwoPhaseSet<T> Remove(T member) => Of(_members.Set(member, false));

    /// <inheritdoc/>
    public TwoPhaseSet<T> Merge(TwoPhaseSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var members = _members.Join(other._members, (_, ours, theirs) => ours && theirs);
        return ReferenceEquals(members, other._members) ? other : Of(members);
    }

    /// <inheritdoc/>
    public TwoPhaseSet<T> Delta(TwoPhaseSet<T> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        var later = since._members.Diff(_members).Where(change => change.Match(
                (_, _) => true, (_, _) => false, (_, _, isMember) => !isMember))
            .Select(change => KeyValuePair.Create(change.Key, _members[change.Key]));
        return Empty.Of(PersistentMap<T, bool>.From(later));
    }

    /// <inheritdoc/>
    public bool Equals(TwoPhaseSet<T>? other) => other is not null && _members.Equals(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TwoPhaseSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _members.GetHashCode();

    /// <summary>Whether two sets are equal; null equals null.</summary>
    public static bool operator ==(TwoPhaseSet<T>? left, TwoPhaseSet<T>? right) => Equals(left, right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(TwoPhaseSet<T>? left, TwoPhaseSet<T>? right) => !Equals(left, right);

    /// <summary>The members, as <c>{1, 2}</c>, in no order.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => $"{{{string.Join(", ", this)}}}";

    /// <summary>Goes through the members, in no order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<T> GetEnumerator() =>
        _members.Where(entry => entry.Value).Select(entry => entry.Key).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string ICrdt<TwoPhaseSet<T>>.FormName => "2p-set";

    void ICrdt<TwoPhaseSet<T>>.WriteState(CrdtOutput output) =>
        EntryForm.Write(output, _members, output.ElementsOf<bool>());

    static TwoPhaseSet<T> ICrdt<TwoPhaseSet<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        Empty.Of(EntryForm.Read<T, bool>(ref reader, input, input.ElementsOf<bool>()));

    private TwoPhaseSet<T> Of(PersistentMap<T, bool> members) =>
        ReferenceEquals(members, _members) ? this : new TwoPhaseSet<T>(members);
}
