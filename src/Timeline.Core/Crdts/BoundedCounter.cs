using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LanguageExt;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// A counter that never goes below 0, though nobody asks anybody: who counts down spends rights that it has, and
/// counting up makes rights, which can be handed on.
/// </summary>
/// <remarks>
/// <para>
/// After Balegas et al., "Extending eventually consistent cloud databases for enforcing numeric invariants" (2015). A
/// bound other than 0 is counted from: the counter holds what lies above it.
/// </para>
/// <para>
/// Law: no state that was made by these verbs and merges has a value below 0, unless a delta came without what it was
/// taken since: it tells of what was spent, and not of the rights to it. Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed class BoundedCounter : IEmbeddable<BoundedCounter>
{
    // Rights that one replica has made for itself, or given to another, all in all.
    private readonly PersistentMap<ReplicaId, VersionVector> _given;

    // Rights that each has spent.
    private readonly VersionVector _spent;

    private BoundedCounter(PersistentMap<ReplicaId, VersionVector> given, VersionVector spent) =>
        (_given, _spent) = (given, spent);

    /// <summary>The counter at 0, at which nobody has rights.</summary>
    public static BoundedCounter Empty { get; } = new([], VersionVector.Empty);

    /// <summary>What was counted up, less what was counted down. O(replicas).</summary>
    public BigInteger Value => _given.Aggregate(BigInteger.Zero, (sum, entry) => sum + entry.Value.StepsOf(entry.Key))
        - Sum(_spent.Entries.Values);

    /// <summary>How far a replica may count down, as far as is known here. O(replicas).</summary>
    /// <param name="replica">The replica.</param>
    /// <returns>Its rights, from 0.</returns>
    public long RightsOf(ReplicaId replica)
    {
        ArgumentNullException.ThrowIfNull(replica);
        var rights = BigInteger.Zero - _spent.StepsOf(replica);
        foreach (var (giver, given) in _given)
        {
            rights += given.StepsOf(replica);
            if (giver == replica)
                rights -= Sum(given.Entries.Values) - given.StepsOf(replica);
        }
        return (long)BigInteger.Clamp(rights, 0, Counts.Largest);
    }

    /// <summary>The counter after a replica has counted up; it has so many rights more.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="amount">By how much, from 0.</param>
    /// <returns>The new counter, or <see cref="TimelineError.CountOverflow"/> beyond 2^63 − 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public Either<TimelineError, BoundedCounter> Increment(ReplicaId replica, long amount = 1) =>
        Give(replica, replica, amount);

    /// <summary>The counter after a replica has counted down, by rights that it has.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="amount">By how much, from 0.</param>
    /// <returns>The new counter, or <see cref="TimelineError.RightsMissing"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public Either<TimelineError, BoundedCounter> Decrement(ReplicaId replica, long amount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var (rights, spent) = (RightsOf(replica), _spent.StepsOf(replica));
        return amount > rights
            ? new TimelineError.RightsMissing(replica.Text, rights, amount)
            : Counts.Add(replica, spent, amount).Map(sum => Of(_given, _spent.With(replica, sum)));
    }

    /// <summary>The counter after a replica has handed rights on to another.</summary>
    /// <param name="from">Who has them.</param>
    /// <param name="to">Who gets them.</param>
    /// <param name="amount">How many, from 0.</param>
    /// <returns>
    /// The new counter, <see cref="TimelineError.RightsMissing"/>, or <see cref="TimelineError.CountOverflow"/>.
    /// </returns>
    /// <exception cref="ArgumentException">Both are one replica.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public Either<TimelineError, BoundedCounter> Transfer(ReplicaId from, ReplicaId to, long amount)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (from == to)
            throw new ArgumentException("Rights are handed on to another replica.", nameof(to));
        var rights = RightsOf(from);
        return amount > rights
            ? new TimelineError.RightsMissing(from.Text, rights, amount)
            : Give(from, to, amount);
    }

    /// <summary>
    /// The counter in which an heir has taken over what a replica that left has counted, given and spent, and so all
    /// rights that it had; the replica is then forgotten.
    /// </summary>
    /// <param name="departed">The replica that left.</param>
    /// <param name="heir">Another replica.</param>
    /// <returns>The new counter, of the same value, or <see cref="TimelineError.CountOverflow"/>.</returns>
    /// <remarks>
    /// Rights that others had handed to the replica are the heir's, and what the two gave each other is no gift any
    /// more. Otherwise as of <see cref="GCounter.Retire"/>.
    /// </remarks>
    public Either<TimelineError, BoundedCounter> Retire(ReplicaId departed, ReplicaId heir)
    {
        ArgumentNullException.ThrowIfNull(heir);
        _ = Counts.Other(departed, heir);
        var given = Prelude.Right<TimelineError, PersistentMap<ReplicaId, VersionVector>>([]);
        foreach (var (giver, gifts) in _given)
        {
            foreach (var (receiver, amount) in gifts.Entries)
            {
                // What one gave itself was counted up; between the two nothing changes hands any more.
                if (giver == receiver || Heir(giver) != Heir(receiver))
                    given = given.Bind(sums => Added(sums, Heir(giver), Heir(receiver), amount));
            }
        }
        var spent = Counts.Add(heir, _spent.StepsOf(heir), _spent.StepsOf(departed))
            .Map(sum => _spent.Prune([departed]).With(heir, sum));
        return given.Bind(sums => spent.Map(all => Knows(departed) ? new BoundedCounter(sums, all) : this));

        ReplicaId Heir(ReplicaId replica) => replica == departed ? heir : replica;
    }

    /// <inheritdoc/>
    public BoundedCounter Merge(BoundedCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var given = _given.Join(other._given, (_, ours, theirs) => ours.Join(theirs));
        var spent = _spent.Join(other._spent);
        return ReferenceEquals(given, other._given) && ReferenceEquals(spent, other._spent) ? other : Of(given, spent);
    }

    /// <inheritdoc/>
    public BoundedCounter Delta(BoundedCounter since)
    {
        ArgumentNullException.ThrowIfNull(since);
        var given = since._given.Diff(_given).Select(change => change.Key)
            .Select(giver => KeyValuePair.Create(giver, GivenBy(giver).Since(since.GivenBy(giver))))
            .Where(entry => !entry.Value.IsEmpty);
        return Empty.Of(PersistentMap<ReplicaId, VersionVector>.From(given), _spent.Since(since._spent));
    }

    /// <inheritdoc/>
    public bool Equals(BoundedCounter? other) =>
        other is not null && _given.Equals(other._given) && _spent.Equals(other._spent);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BoundedCounter);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_given, _spent);

    /// <summary>Whether two counters are equal; null equals null.</summary>
    public static bool operator ==(BoundedCounter? left, BoundedCounter? right) => Equals(left, right);

    /// <summary>Whether two counters differ.</summary>
    public static bool operator !=(BoundedCounter? left, BoundedCounter? right) => !Equals(left, right);

    /// <summary>The value.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    static string ICrdt<BoundedCounter>.FormName => "bounded-counter";

    void ICrdt<BoundedCounter>.WriteState(CrdtOutput output)
    {
        output.Writer.WriteStartArray();
        MemberForm.Write(output, _given, new VectorForm(output));
        new VectorForm(output).Write(output.Writer, _spent);
        output.Writer.WriteEndArray();
    }

    static BoundedCounter ICrdt<BoundedCounter>.ReadState(ref Utf8JsonReader reader, CrdtInput input)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        _ = CrdtInput.Next(ref reader);
        var given = MemberForm.Read(ref reader, input, new VectorForm(input));
        _ = CrdtInput.Next(ref reader);
        var spent = new VectorForm(input).Read(ref reader);
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.EndArray);
        return given.Values.Any(entry => entry.IsEmpty)
            ? throw new CrdtFault("what was given should stand where a replica has given nothing")
            : Empty.Of(given, spent);
    }

    private VersionVector GivenBy(ReplicaId giver) =>
        _given.TryGetValue(giver, out var given) ? given : VersionVector.Empty;

    private Either<TimelineError, BoundedCounter> Give(ReplicaId from, ReplicaId to, long amount)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (amount == 0)
            return this;
        var given = GivenBy(from);
        return Counts.Add(from, given.StepsOf(to), amount)
            .Map(sum => Of(_given.Set(from, given.With(to, sum)), _spent));
    }

    private bool Knows(ReplicaId replica) => _given.ContainsKey(replica) || _spent.StepsOf(replica) > 0
        || _given.Values.Any(gifts => gifts.StepsOf(replica) > 0);

    private static Either<TimelineError, PersistentMap<ReplicaId, VersionVector>> Added(
        PersistentMap<ReplicaId, VersionVector> given, ReplicaId giver, ReplicaId receiver, long amount)
    {
        var gifts = given.TryGetValue(giver, out var before) ? before : VersionVector.Empty;
        return Counts.Add(giver, gifts.StepsOf(receiver), amount)
            .Map(sum => given.Set(giver, gifts.With(receiver, sum)));
    }

    private static BigInteger Sum(IEnumerable<long> counts) =>
        counts.Aggregate(BigInteger.Zero, (sum, count) => sum + count);

    private BoundedCounter Of(PersistentMap<ReplicaId, VersionVector> given, VersionVector spent) =>
        ReferenceEquals(given, _given) && ReferenceEquals(spent, _spent) ? this : new BoundedCounter(given, spent);
}
