using System.Text.Json;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>
/// A value that replicas change on their own and merge in any order, any number of times, to the same result.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <remarks>
/// <para>
/// State-based, with deltas that are themselves states (Shapiro et al. 2011; Almeida, Shoker and Baquero 2018): a delta
/// is merged by the same verb.
/// </para>
/// <para>
/// Laws: <see cref="Merge"/> is commutative, associative and idempotent; a change never makes a state smaller;
/// <c>since.Merge(state.Delta(since))</c> equals <c>since.Merge(state)</c>; <see cref="Merge"/> gives the same
/// reference back where the other adds nothing. The types are those of this assembly; all are immutable and safe to
/// share between threads.
/// </para>
/// </remarks>
public interface ICrdt<TSelf> : IEquatable<TSelf>
    where TSelf : class, ICrdt<TSelf>
{
    /// <summary>The state before any change.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>All that this state or another knows: the least state that is not below either.</summary>
    /// <param name="other">The other state, or a delta.</param>
    /// <returns>The join; this state if the other adds nothing.</returns>
    TSelf Merge(TSelf other);

    /// <summary>What a peer lacks who has an older state: a small state to be merged there.</summary>
    /// <param name="since">What the peer is known to have; <see cref="Empty"/> for nothing.</param>
    /// <returns>The delta; <see cref="Empty"/> where the peer has everything.</returns>
    TSelf Delta(TSelf since);

    /// <summary>The name of the type in JSON.</summary>
    internal static abstract string FormName { get; }

    /// <summary>Writes the state as one JSON value, without the <see cref="KnownContext"/>.</summary>
    internal void WriteState(CrdtOutput output);

    /// <summary>Reads one JSON value, on whose first token the reader stands, to its last token.</summary>
    /// <exception cref="CrdtFault">It is no state.</exception>
    internal static abstract TSelf ReadState(ref Utf8JsonReader reader, CrdtInput input);

    /// <summary>The context that stands beside the state in JSON; null for a type that has none.</summary>
    internal CausalContext? KnownContext => null;

    /// <summary>The state that was read, with the context that was read; null for a type that has none.</summary>
    /// <exception cref="CrdtFault">It holds what the context does not know.</exception>
    internal TSelf? Knowing(CausalContext context) => null;
}
