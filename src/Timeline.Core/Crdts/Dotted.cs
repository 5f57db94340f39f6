using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>What the CRDTs have in common that hold one thing at each of a few dots.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="T">What is held at a dot.</typeparam>
/// <remarks>Immutable and safe to share between threads.</remarks>
public abstract class Dotted<TSelf, T> : IEquatable<TSelf>
    where TSelf : Dotted<TSelf, T>, ICausal<TSelf>
{
    private protected Dotted(PersistentMap<Dot, T> dots, CausalContext context) => (Dots, Context) = (dots, context);

    /// <summary>Which dots were ever seen, whether or not they are still held.</summary>
    public CausalContext Context { get; }

    private protected PersistentMap<Dot, T> Dots { get; }

    private protected abstract TSelf Self { get; }

    /// <summary>All that this state or another knows.</summary>
    /// <param name="other">The other state, or a delta.</param>
    /// <returns>The join; this state if the other adds nothing.</returns>
    /// <remarks>Costs what differs; merging a delta costs what the delta holds.</remarks>
    public TSelf Merge(TSelf other) => Causal.Merge(Self, other);

    /// <summary>What a peer lacks who has an older state.</summary>
    /// <param name="since">What the peer is known to have.</param>
    /// <returns>The delta: a small state to be merged there.</returns>
    public TSelf Delta(TSelf since) => Causal.Delta(Self, since);

    /// <summary>The state that no longer knows of replicas that have left, where none of their dots is held.</summary>
    /// <param name="departed">The replicas.</param>
    /// <returns>The new state; this one if it knows none of them.</returns>
    /// <remarks>See <see cref="CausalContext.Prune"/>.</remarks>
    public TSelf Prune(IEnumerable<ReplicaId> departed) => Beside(DotStore.Prune(Dots.Keys, Context, departed));

    /// <inheritdoc/>
    public bool Equals(TSelf? other) => other is not null && Context.Equals(other.Context) && Dots.Equals(other.Dots);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TSelf);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Context, Dots.Count);

    /// <summary>Whether two states are equal; null equals null.</summary>
    public static bool operator ==(Dotted<TSelf, T>? left, Dotted<TSelf, T>? right) => Equals(left, right);

    /// <summary>Whether two states differ.</summary>
    public static bool operator !=(Dotted<TSelf, T>? left, Dotted<TSelf, T>? right) => !Equals(left, right);

    private protected abstract TSelf Make(PersistentMap<Dot, T> dots, CausalContext context);

    /// <summary>Which of two things one dot stands for, where somebody used it twice.</summary>
    private protected virtual T Same(T left, T right) => Ties.Larger(left, right);

    /// <summary>What is held in the order of the dots: the same order everywhere.</summary>
    private protected IEnumerable<T> InOrder => Dots.OrderBy(entry => entry.Key).Select(entry => entry.Value);

    /// <summary>The state that holds one more thing, at the next dot of a replica.</summary>
    private protected TSelf With(ReplicaId replica, T held)
    {
        ArgumentNullException.ThrowIfNull(replica);
        var dot = Context.Step(replica);
        return Make(Dots.Set(dot, held), Context.Add(dot));
    }

    /// <summary>The state that holds one thing, in the place of all that it held.</summary>
    private protected TSelf WithOnly(ReplicaId replica, T held) => Without().With(replica, held);

    /// <summary>The state that holds nothing; itself if it holds nothing.</summary>
    private protected TSelf Without() => Dots.IsEmpty ? Self : Make([], Context);

    private protected bool HoldsNothing => Dots.IsEmpty;

    private protected TSelf Beside(CausalContext context) =>
        ReferenceEquals(context, Context) ? Self : Make(Dots, context);

    private protected TSelf DotsSince(
        TSelf since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        Make(DotStore.Since(Dots, context, since.Dots, sinceContext, known), CausalContext.Empty);

    private protected static TSelf JoinDots(
        TSelf ours, CausalContext ourContext, TSelf theirs, CausalContext theirContext)
    {
        var dots = DotStore.Join(ours.Dots, ourContext, theirs.Dots, theirContext, ours.Same);
        return ReferenceEquals(dots, ours.Dots) ? ours
            : ReferenceEquals(dots, theirs.Dots) ? theirs
            : ours.Make(dots, CausalContext.Empty);
    }
}
