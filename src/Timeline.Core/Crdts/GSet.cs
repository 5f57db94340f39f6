using System.Collections;
using System.Text.Json;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>A set that only grows.</summary>
/// <typeparam name="T">Members, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <remarks>Merging is union and costs what differs. Immutable and safe to share between threads.</remarks>
public sealed class GSet<T> : IEmbeddable<GSet<T>>, IReadOnlyCollection<T>
    where T : notnull
{
    // A map of nothing to nothing in particular: the values are all alike.
    private readonly PersistentMap<T, bool> _members;

    private GSet(PersistentMap<T, bool> members) => _members = members;

    /// <summary>The set without members.</summary>
    public static GSet<T> Empty { get; } = new([]);

    /// <summary>How many members there are.</summary>
    public int Count => _members.Count;

    /// <summary>The set of some members.</summary>
    /// <param name="members">The members, also more than once.</param>
    /// <returns>The set.</returns>
    public static GSet<T> From(IEnumerable<T> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return Empty.Of(PersistentMap<T, bool>.From(members.Select(member => KeyValuePair.Create(member, true))));
    }

    /// <summary>Whether something is a member.</summary>
    /// <param name="member">What may be one.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(T member) => _members.ContainsKey(member);

    /// <summary>The set with a member.</summary>
    /// <param name="member">What is added.</param>
    /// <returns>The new set; this one if it is a member.</returns>
    public GSet<T> Add(T member) => Of(_members.Set(member, true));

    /// <inheritdoc/>
    public GSet<T> Merge(GSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var members = _members.Join(other._members, (_, ours, _) => ours);
        return ReferenceEquals(members, other._members) ? other : Of(members);
    }

    /// <inheritdoc/>
    public GSet<T> Delta(GSet<T> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return From(since._members.Diff(_members).OfType<MapChange<T, bool>.Added>().Select(change => change.Key));
    }

    /// <inheritdoc/>
    public bool Equals(GSet<T>? other) => other is not null && _members.Equals(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GSet<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _members.GetHashCode();

    /// <summary>Whether two sets are equal; null equals null.</summary>
    public static bool operator ==(GSet<T>? left, GSet<T>? right) => Equals(left, right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(GSet<T>? left, GSet<T>? right) => !Equals(left, right);

    /// <summary>The members, as <c>{1, 2}</c>, in no order.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => $"{{{string.Join(", ", this)}}}";

    /// <summary>Goes through the members, in no order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => _members.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string ICrdt<GSet<T>>.FormName => "g-set";

    void ICrdt<GSet<T>>.WriteState(CrdtOutput output)
    {
        var members = output.ElementsOf<T>();
        output.Writer.WriteStartArray();
        foreach (var (member, _) in _members)
            members.Write(output.Writer, member);
        output.Writer.WriteEndArray();
    }

    static GSet<T> ICrdt<GSet<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input)
    {
        var (form, members) = (input.ElementsOf<T>(), new DistinctEntries<T, bool>());
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
            members.Add(form.Read(ref reader), true);
        return Empty.Of(members.ToMap());
    }

    private GSet<T> Of(PersistentMap<T, bool> members) =>
        ReferenceEquals(members, _members) ? this : new GSet<T>(members);
}
