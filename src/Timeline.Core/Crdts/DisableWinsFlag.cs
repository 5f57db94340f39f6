using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>A flag, on at first; where one disables it while another enables it, it is off.</summary>
/// <remarks>
/// Law: enabling takes away exactly the disablings that its replica had seen. In a map, removing the key turns it on
/// again. Immutable and safe to share between threads.
/// </remarks>
public sealed class DisableWinsFlag : Dotted<DisableWinsFlag, bool>, ICausal<DisableWinsFlag>
{
    private DisableWinsFlag(PersistentMap<Dot, bool> dots, CausalContext context)
        : base(dots, context)
    {
    }

    /// <summary>The flag that was never disabled: it is on.</summary>
    public static DisableWinsFlag Empty { get; } = new([], CausalContext.Empty);

    /// <summary>Whether it is on.</summary>
    public bool Value => HoldsNothing;

    /// <summary>The flag, on.</summary>
    /// <returns>The new flag; this one if it is on.</returns>
    public DisableWinsFlag Enable() => Without();

    /// <summary>The flag, off.</summary>
    /// <param name="replica">Who disables it.</param>
    /// <returns>The new flag.</returns>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public DisableWinsFlag Disable(ReplicaId replica) => WithOnly(replica, true);

    /// <summary><c>on</c> or <c>off</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => Value ? "on" : "off";

    private protected override DisableWinsFlag Self => this;

    private protected override DisableWinsFlag Make(PersistentMap<Dot, bool> dots, CausalContext context) =>
        new(dots, context);

    static string ICrdt<DisableWinsFlag>.FormName => "disable-wins-flag";

    CausalContext ICrdt<DisableWinsFlag>.KnownContext => Context;

    DisableWinsFlag? ICrdt<DisableWinsFlag>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<DisableWinsFlag>.WriteState(CrdtOutput output) =>
        DotForm.Write(output, Dots, MarkForm.Only);

    static DisableWinsFlag ICrdt<DisableWinsFlag>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(DotForm.Read(ref reader, input, MarkForm.Only), CausalContext.Empty);

    bool ICausal<DisableWinsFlag>.HoldsNothing => HoldsNothing;

    IEnumerable<Dot> ICausal<DisableWinsFlag>.HeldDots => Dots.Keys;

    DisableWinsFlag ICausal<DisableWinsFlag>.With(CausalContext context) => Beside(context);

    static DisableWinsFlag ICausal<DisableWinsFlag>.JoinDots(
        DisableWinsFlag ours, CausalContext ourContext, DisableWinsFlag theirs, CausalContext theirContext) =>
        JoinDots(ours, ourContext, theirs, theirContext);

    DisableWinsFlag ICausal<DisableWinsFlag>.DotsSince(
        DisableWinsFlag since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        DotsSince(since, sinceContext, context, known);
}
