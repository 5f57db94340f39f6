using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LanguageExt;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>A counter that goes up and down: what each replica has counted up, less what it has counted down.</summary>
/// <remarks>
/// After Shapiro et al. 2011. Merging costs what differs. Immutable and safe to share between threads.
/// </remarks>
public sealed class PNCounter : IEmbeddable<PNCounter>
{
    private readonly PersistentMap<ReplicaId, Tally> _tallies;

    private PNCounter(PersistentMap<ReplicaId, Tally> tallies) => _tallies = tallies;

    /// <summary>The counter at 0.</summary>
    public static PNCounter Empty { get; } = new([]);

    /// <summary>What all have counted. O(replicas); any number of replicas can be summed.</summary>
    public BigInteger Value =>
        _tallies.Values.Aggregate(BigInteger.Zero, (sum, tally) => sum + tally.Up - tally.Down);

    /// <summary>The counter after a replica has counted on.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="amount">By how much; negative to count down.</param>
    /// <returns>
    /// The new counter, this one for an amount of 0, or <see cref="TimelineError.CountOverflow"/> where a replica
    /// would have counted up, or down, beyond 2^63 − 2.
    /// </returns>
    public Either<TimelineError, PNCounter> Add(ReplicaId replica, long amount)
    {
        ArgumentNullException.ThrowIfNull(replica);
        var (up, down) = TallyOf(replica);
        if (amount == long.MinValue)
            return new TimelineError.CountOverflow(replica.Text, down, amount);
        return amount >= 0
            ? Counts.Add(replica, up, amount).Map(count => With(replica, new Tally(count, down)))
            : Counts.Add(replica, down, -amount).Map(count => With(replica, new Tally(up, count)));
    }

    /// <summary>
    /// The counter in which an heir has taken over what a replica that left has counted, which is then forgotten.
    /// </summary>
    /// <param name="departed">The replica that left.</param>
    /// <param name="heir">Another replica.</param>
    /// <returns>The new counter, of the same value, or <see cref="TimelineError.CountOverflow"/>.</returns>
    /// <remarks>As of <see cref="GCounter.Retire"/>.</remarks>
    public Either<TimelineError, PNCounter> Retire(ReplicaId departed, ReplicaId heir)
    {
        ArgumentNullException.ThrowIfNull(heir);
        var (left, own) = (TallyOf(Counts.Other(departed, heir)), TallyOf(heir));
        return Counts.Add(heir, own.Up, left.Up).Bind(up => Counts.Add(heir, own.Down, left.Down)
            .Map(down => Of(_tallies.Remove(departed)).With(heir, new Tally(up, down))));
    }

    /// <inheritdoc/>
    public PNCounter Merge(PNCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var tallies = _tallies.Join(other._tallies, default(ReplicaJoin<Tally, Tally>));
        return ReferenceEquals(tallies, other._tallies) ? other : Of(tallies);
    }

    /// <inheritdoc/>
    public PNCounter Delta(PNCounter since)
    {
        ArgumentNullException.ThrowIfNull(since);
        var differing = since._tallies.Diff(_tallies).Select(change => change.Key)
            .Where(replica => TallyOf(replica).Join(since.TallyOf(replica)) != since.TallyOf(replica))
            .Select(replica => KeyValuePair.Create(replica, TallyOf(replica)));
        return Empty.Of(PersistentMap<ReplicaId, Tally>.From(differing));
    }

    /// <inheritdoc/>
    public bool Equals(PNCounter? other) => other is not null && _tallies.Equals(other._tallies);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PNCounter);

    /// <inheritdoc/>
    public override int GetHashCode() => _tallies.GetHashCode();

    /// <summary>Whether two counters are equal; null equals null.</summary>
    public static bool operator ==(PNCounter? left, PNCounter? right) => Equals(left, right);

    /// <summary>Whether two counters differ.</summary>
    public static bool operator !=(PNCounter? left, PNCounter? right) => !Equals(left, right);

    /// <summary>The value.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    static string ICrdt<PNCounter>.FormName => "pn-counter";

    void ICrdt<PNCounter>.WriteState(CrdtOutput output) => MemberForm.Write(output, _tallies, TallyForm.Only);

    static PNCounter ICrdt<PNCounter>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(MemberForm.Read(ref reader, input, TallyForm.Only));

    private Tally TallyOf(ReplicaId replica) => _tallies.TryGetValue(replica, out var tally) ? tally : default;

    private PNCounter With(ReplicaId replica, Tally tally) =>
        tally == default ? this : Of(_tallies.Set(replica, tally));

    private PNCounter Of(PersistentMap<ReplicaId, Tally> tallies) =>
        ReferenceEquals(tallies, _tallies) ? this : new PNCounter(tallies);
}
