using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>A flag, off at first; where one enables it while another disables it, it is on.</summary>
/// <remarks>
/// Law: disabling takes away exactly the enablings that its replica had seen. Immutable and safe to share between
/// threads.
/// </remarks>
public sealed class EnableWinsFlag : Dotted<EnableWinsFlag, bool>, ICausal<EnableWinsFlag>
{
    private EnableWinsFlag(PersistentMap<Dot, bool> dots, CausalContext context)
        : base(dots, context)
    {
    }

    /// <summary>The flag that was never enabled: it is off.</summary>
    public static EnableWinsFlag Empty { get; } = new([], CausalContext.Empty);

    /// <summary>Whether it is on.</summary>
    public bool Value => !HoldsNothing;

    /// <summary>The flag, on.</summary>
    /// <param name="replica">Who enables it.</param>
    /// <returns>The new flag.</returns>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public EnableWinsFlag Enable(ReplicaId replica) => WithOnly(replica, true);

    /// <summary>The flag, off.</summary>
    /// <returns>The new flag; this one if it is off.</returns>
    public EnableWinsFlag Disable() => Without();

    /// <summary><c>on</c> or <c>off</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => Value ? "on" : "off";

    private protected override EnableWinsFlag Self => this;

    private protected override EnableWinsFlag Make(PersistentMap<Dot, bool> dots, CausalContext context) =>
        new(dots, context);

    static string ICrdt<EnableWinsFlag>.FormName => "enable-wins-flag";

    CausalContext ICrdt<EnableWinsFlag>.KnownContext => Context;

    EnableWinsFlag? ICrdt<EnableWinsFlag>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<EnableWinsFlag>.WriteState(CrdtOutput output) =>
        DotForm.Write(output, Dots, MarkForm.Only);

    static EnableWinsFlag ICrdt<EnableWinsFlag>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(DotForm.Read(ref reader, input, MarkForm.Only), CausalContext.Empty);

    bool ICausal<EnableWinsFlag>.HoldsNothing => HoldsNothing;

    IEnumerable<Dot> ICausal<EnableWinsFlag>.HeldDots => Dots.Keys;

    EnableWinsFlag ICausal<EnableWinsFlag>.With(CausalContext context) => Beside(context);

    static EnableWinsFlag ICausal<EnableWinsFlag>.JoinDots(
        EnableWinsFlag ours, CausalContext ourContext, EnableWinsFlag theirs, CausalContext theirContext) =>
        JoinDots(ours, ourContext, theirs, theirContext);

    EnableWinsFlag ICausal<EnableWinsFlag>.DotsSince(
        EnableWinsFlag since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        DotsSince(since, sinceContext, context, known);
}
