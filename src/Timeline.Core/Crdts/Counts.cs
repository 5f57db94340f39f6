using LanguageExt;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>Counts of replicas, which never run over.</summary>
internal static class Counts
{
    /// <summary>The largest count, 2^63 − 2: as of the steps of a version vector.</summary>
    internal const long Largest = Dot.LargestSequence;

    /// <summary>The sum of a count and an amount, both from 0.</summary>
    internal static Either<TimelineError, long> Add(ReplicaId replica, long count, long amount) =>
        amount <= Largest - count
            ? count + amount
            : new TimelineError.CountOverflow(replica.Text, count, amount);

    /// <summary>A replica that left and is not its own heir.</summary>
    internal static ReplicaId Other(ReplicaId departed, ReplicaId heir)
    {
        ArgumentNullException.ThrowIfNull(departed);
        return departed != heir
            ? departed
            : throw new ArgumentException("A replica is not its own heir.", nameof(heir));
    }
}
