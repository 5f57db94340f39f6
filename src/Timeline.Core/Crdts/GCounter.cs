using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LanguageExt;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>A counter that only goes up: the sum of what each replica has counted.</summary>
/// <remarks>
/// A state is a version vector of counts (Shapiro et al. 2011). Merging costs what differs. Immutable and safe to share
/// between threads.
/// </remarks>
public sealed class GCounter : IEmbeddable<GCounter>
{
    private readonly VersionVector _counts;

    private GCounter(VersionVector counts) => _counts = counts;

    /// <summary>The counter at 0.</summary>
    public static GCounter Empty { get; } = new(VersionVector.Empty);

    /// <summary>What all have counted. O(replicas); any number of replicas can be summed.</summary>
    public BigInteger Value => _counts.Entries.Values.Aggregate(BigInteger.Zero, (sum, count) => sum + count);

    /// <summary>What a replica has counted.</summary>
    /// <param name="replica">The replica.</param>
    /// <returns>The count, from 0.</returns>
    public long CountOf(ReplicaId replica) => _counts.StepsOf(replica);

    /// <summary>The counter after a replica has counted on.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="amount">By how much, from 0.</param>
    /// <returns>
    /// The new counter, this one for an amount of 0, or <see cref="TimelineError.CountOverflow"/> beyond 2^63 − 2.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public Either<TimelineError, GCounter> Increment(ReplicaId replica, long amount = 1)
    {
        ArgumentNullException.ThrowIfNull(replica);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return Counts.Add(replica, CountOf(replica), amount).Map(count => Of(_counts.With(replica, count)));
    }

    /// <summary>
    /// The counter in which an heir has taken over what a replica that left has counted, which is then forgotten.
    /// </summary>
    /// <param name="departed">The replica that left.</param>
    /// <param name="heir">Another replica.</param>
    /// <returns>The new counter, of the same value, or <see cref="TimelineError.CountOverflow"/>.</returns>
    /// <remarks>
    /// Law: for two states that know the same of who left, retiring and merging is merging and retiring. So every
    /// replica does so, with the same heir, once <see cref="CausalStability"/> says that all know the same; a state
    /// from before that is merged later would count it twice.
    /// </remarks>
    public Either<TimelineError, GCounter> Retire(ReplicaId departed, ReplicaId heir)
    {
        ArgumentNullException.ThrowIfNull(heir);
        return Counts.Add(heir, CountOf(heir), CountOf(Counts.Other(departed, heir)))
            .Map(count => Of(_counts.Prune([departed]).With(heir, count)));
    }

    /// <inheritdoc/>
    public GCounter Merge(GCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var counts = _counts.Join(other._counts);
        return ReferenceEquals(counts, other._counts) ? other : Of(counts);
    }

    /// <inheritdoc/>
    public GCounter Delta(GCounter since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Empty.Of(_counts.Since(since._counts));
    }

    /// <inheritdoc/>
    public bool Equals(GCounter? other) => other is not null && _counts.Equals(other._counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GCounter);

    /// <inheritdoc/>
    public override int GetHashCode() => _counts.GetHashCode();

    /// <summary>Whether two counters are equal; null equals null.</summary>
    public static bool operator ==(GCounter? left, GCounter? right) => Equals(left, right);

    /// <summary>Whether two counters differ.</summary>
    public static bool operator !=(GCounter? left, GCounter? right) => !Equals(left, right);

    /// <summary>The value.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    static string ICrdt<GCounter>.FormName => "g-counter";

    void ICrdt<GCounter>.WriteState(CrdtOutput output) => MemberForm.Write(output, _counts.Entries, CountForm.Only);

    static GCounter ICrdt<GCounter>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        Empty.Of(VersionVector.Of(MemberForm.Read(ref reader, input, CountForm.Only)));

    private GCounter Of(VersionVector counts) => ReferenceEquals(counts, _counts) ? this : new GCounter(counts);
}
