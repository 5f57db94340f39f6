using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// One value that replicas set; where several set it at the same time, it has the values of all until one is set again.
/// </summary>
/// <typeparam name="T">Values, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <remarks>
/// Law: setting replaces exactly the values that its replica had seen. Immutable and safe to share between threads.
/// </remarks>
public sealed class MvRegister<T> : Dotted<MvRegister<T>, T>, ICausal<MvRegister<T>>
    where T : notnull
{
    private MvRegister(PersistentMap<Dot, T> dots, CausalContext context)
        : base(dots, context)
    {
    }

    /// <summary>The register that was never set.</summary>
    public static MvRegister<T> Empty { get; } = new([], CausalContext.Empty);

    /// <summary>
    /// The value, or the values of all who set it at the same time, in the same order everywhere; none if it was never
    /// set or is cleared.
    /// </summary>
    public IReadOnlyList<T> Values => [.. InOrder];

    /// <summary>Whether several set it at the same time.</summary>
    public bool IsConflict => Dots.Count > 1;

    /// <summary>The register with a value in the place of all that are seen here.</summary>
    /// <param name="replica">Who sets it.</param>
    /// <param name="value">The value.</param>
    /// <returns>The new register.</returns>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public MvRegister<T> Set(ReplicaId replica, T value) => WithOnly(replica, value);

    /// <summary>The register without the values that are seen here.</summary>
    /// <returns>The new register; this one if it has none.</returns>
    public MvRegister<T> Clear() => Without();

    /// <summary>The values, as <c>[1, 2]</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => $"[{string.Join(", ", Values)}]";

    private protected override MvRegister<T> Self => this;

    private protected override MvRegister<T> Make(PersistentMap<Dot, T> dots, CausalContext context) =>
        new(dots, context);

    static string ICrdt<MvRegister<T>>.FormName => "mv-register";

    CausalContext ICrdt<MvRegister<T>>.KnownContext => Context;

    MvRegister<T>? ICrdt<MvRegister<T>>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<MvRegister<T>>.WriteState(CrdtOutput output) =>
        DotForm.Write(output, Dots, output.ElementsOf<T>());

    static MvRegister<T> ICrdt<MvRegister<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(DotForm.Read(ref reader, input, input.ElementsOf<T>()), CausalContext.Empty);

    bool ICausal<MvRegister<T>>.HoldsNothing => HoldsNothing;

    IEnumerable<Dot> ICausal<MvRegister<T>>.HeldDots => Dots.Keys;

    MvRegister<T> ICausal<MvRegister<T>>.With(CausalContext context) => Beside(context);

    static MvRegister<T> ICausal<MvRegister<T>>.JoinDots(
        MvRegister<T> ours, CausalContext ourContext, MvRegister<T> theirs, CausalContext theirContext) =>
        JoinDots(ours, ourContext, theirs, theirContext);

    MvRegister<T> ICausal<MvRegister<T>>.DotsSince(
        MvRegister<T> since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        DotsSince(since, sinceContext, context, known);
}
