using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>
/// A CRDT that knows what was removed from it without keeping it: it holds dots, beside a context of all that were ever
/// seen. It can be nested in an <see cref="OrMap{TKey, TValue}"/>, whose context it then shares.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <remarks>
/// A dot that is in the context and not held was removed (Almeida, Shoker and Baquero 2018). Immutable and safe to
/// share between threads.
/// </remarks>
public interface ICausal<TSelf> : ICrdt<TSelf>
    where TSelf : class, ICausal<TSelf>
{
    /// <summary>Which dots were ever seen, whether or not they are still held.</summary>
    CausalContext Context { get; }

    /// <summary>Whether other values lie inside, so that one dot could be written at two places.</summary>
    internal static virtual bool Nests => false;

    /// <summary>Whether no dot is held: in a map the key of such a value is not there.</summary>
    internal bool HoldsNothing { get; }

    /// <summary>All dots that are held, in no order.</summary>
    internal IEnumerable<Dot> HeldDots { get; }

    /// <summary>The same dots beside another context.</summary>
    internal TSelf With(CausalContext context);

    /// <summary>
    /// The dots that both hold, or one of them and the other never saw; one of the two themselves where it is that.
    /// The contexts are given beside: those of the values themselves mean nothing here.
    /// </summary>
    internal static abstract TSelf JoinDots(
        TSelf ours, CausalContext ourContext, TSelf theirs, CausalContext theirContext);

    /// <summary>
    /// The dots that an older state never saw, or at which it has something else. Those that its context knows and
    /// that a delta must know too, as they are no longer held or stand for something else, are added to a list.
    /// </summary>
    internal TSelf DotsSince(TSelf since, CausalContext sinceContext, CausalContext context, List<Dot> known);
}
