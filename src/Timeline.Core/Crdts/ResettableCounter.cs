using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>A counter up and down that can be set back to nothing, also by removing its key from a map.</summary>
/// <remarks>
/// <para>
/// Every addition is a dot of its own, so that setting back takes away exactly the additions that its replica had seen:
/// one that was made at the same time stays, and brings nothing back with it. <see cref="Compact"/> makes one of those
/// that everybody has seen.
/// </para>
/// <para>Immutable and safe to share between threads.</para>
/// </remarks>
public sealed class ResettableCounter : Dotted<ResettableCounter, Addition>, ICausal<ResettableCounter>
{
    private ResettableCounter(PersistentMap<Dot, Addition> dots, CausalContext context)
        : base(dots, context)
    {
    }

    /// <summary>The counter at 0.</summary>
    public static ResettableCounter Empty { get; } = new([], CausalContext.Empty);

    /// <summary>The sum of all additions that were not taken away. O(additions held).</summary>
    public BigInteger Value => Dots.Values.Aggregate(BigInteger.Zero, (sum, addition) => sum + addition.Amount);

    /// <summary>The counter after an addition.</summary>
    /// <param name="replica">Who adds.</param>
    /// <param name="amount">How much; negative to count down.</param>
    /// <returns>The new counter; this one for an amount of 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is beyond 2^63 − 2 up or down.</exception>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public ResettableCounter Add(ReplicaId replica, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, -Counts.Largest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Counts.Largest);
        return amount == 0 ? this : With(replica, new Addition(amount, 1));
    }

    /// <summary>The counter without the additions that are seen here.</summary>
    /// <returns>The new counter; this one if there are none.</returns>
    public ResettableCounter Reset() => Without();

    /// <summary>The counter in which a replica has put its own additions that are stable together into one.</summary>
    /// <param name="replica">The replica that does so, of its own additions only.</param>
    /// <param name="stable">
    /// What each replica is known to have seen, by states of theirs that were merged here: so that whoever took away
    /// some of these additions and not all of them is known here too.
    /// </param>
    /// <returns>The new counter, of the same value; this one if there is nothing to put together.</returns>
    /// <remarks>
    /// The sum stands at the last of their dots: so whoever takes away what is there at the same time takes away the
    /// sum.
    /// </remarks>
    public ResettableCounter Compact(ReplicaId replica, VersionVector stable)
    {
        ArgumentNullException.ThrowIfNull(replica);
        ArgumentNullException.ThrowIfNull(stable);
        Dot[] old = [.. Dots.Keys.Where(dot => dot.Replica == replica && stable.Contains(dot)).Order()];
        var sum = old.Aggregate(BigInteger.Zero, (total, dot) => total + Dots[dot].Amount);
        if (old.Length < 2 || BigInteger.Abs(sum) > Counts.Largest)
            return this;
        var whole = new Addition((long)sum, old.Sum(dot => Dots[dot].Steps));
        return Make(Dots.RemoveRange(old).Set(old[^1], whole), Context);
    }

    /// <summary>The value.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private protected override Addition Same(Addition left, Addition right) =>
        left.Steps != right.Steps ? (left.Steps > right.Steps ? left : right)
            : left.Amount >= right.Amount ? left
            : right;

    private protected override ResettableCounter Self => this;

    private protected override ResettableCounter Make(PersistentMap<Dot, Addition> dots, CausalContext context) =>
        new(dots, context);

    static string ICrdt<ResettableCounter>.FormName => "resettable-counter";

    CausalContext ICrdt<ResettableCounter>.KnownContext => Context;

    ResettableCounter? ICrdt<ResettableCounter>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<ResettableCounter>.WriteState(CrdtOutput output) =>
        DotForm.Write(output, Dots, AdditionForm.Only);

    static ResettableCounter ICrdt<ResettableCounter>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(DotForm.Read(ref reader, input, AdditionForm.Only), CausalContext.Empty);

    bool ICausal<ResettableCounter>.HoldsNothing => HoldsNothing;

    IEnumerable<Dot> ICausal<ResettableCounter>.HeldDots => Dots.Keys;

    ResettableCounter ICausal<ResettableCounter>.With(CausalContext context) => Beside(context);

    static ResettableCounter ICausal<ResettableCounter>.JoinDots(
        ResettableCounter ours, CausalContext ourContext, ResettableCounter theirs, CausalContext theirContext) =>
        JoinDots(ours, ourContext, theirs, theirContext);

    ResettableCounter ICausal<ResettableCounter>.DotsSince(
        ResettableCounter since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        DotsSince(since, sinceContext, context, known);
}
