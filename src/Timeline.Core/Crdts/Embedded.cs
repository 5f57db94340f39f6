using System.Text.Json;
using LanguageExt;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// Any CRDT as a value of an <see cref="OrMap{TKey, TValue}"/>: one that does not hold dots by itself.
/// </summary>
/// <typeparam name="TCrdt">
/// The CRDT. One that holds dots, as an <see cref="OrSet{T}"/>, is none of these: it is a value of the map by itself.
/// </typeparam>
/// <remarks>
/// <para>
/// A change is made to all that is seen here, and is one dot. So removing the key takes away what its replica had seen,
/// unless somebody changed it at the same time: then all that this change was made on stays.
/// </para>
/// <para>
/// What numbers its own steps must not be embedded where keys are removed: a counter, text, list or tree. After its key
/// was removed a replica begins at 0 again, and where what was there before comes back, of the two that have one number
/// one is taken and the other is lost. A <see cref="ResettableCounter"/> loses none. Immutable and safe to share
/// between threads.
/// </para>
/// </remarks>
public sealed class Embedded<TCrdt> : Dotted<Embedded<TCrdt>, TCrdt>, ICausal<Embedded<TCrdt>>
    where TCrdt : class, IEmbeddable<TCrdt>
{
    private Embedded(PersistentMap<Dot, TCrdt> dots, CausalContext context)
        : base(dots, context)
    {
    }

    /// <summary>The CRDT that was never changed.</summary>
    public static Embedded<TCrdt> Empty { get; } = new([], CausalContext.Empty);

    /// <summary>The CRDT: all that is held, merged.</summary>
    public TCrdt Value => InOrder.Aggregate(TCrdt.Empty, (merged, held) => merged.Merge(held));

    /// <summary>The CRDT after a change.</summary>
    /// <param name="replica">Who changes it.</param>
    /// <param name="change">From the state that is seen here to the next.</param>
    /// <returns>The new value; this one if the change gives back what it was given.</returns>
    /// <exception cref="ArgumentException">
    /// The replica has no step left, as <see cref="CausalContext.Next"/> says beforehand.
    /// </exception>
    public Embedded<TCrdt> Update(ReplicaId replica, Func<TCrdt, TCrdt> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = Value;
        var after = change(before);
        return ReferenceEquals(before, after) ? this : WithOnly(replica, after);
    }

    /// <summary>The CRDT after a change that may fail, as counting does.</summary>
    /// <param name="replica">Who changes it.</param>
    /// <param name="change">From the state that is seen here to the next, or an error.</param>
    /// <returns>
    /// The new value; this one if the change gives back what it was given; or the error of the change, or
    /// <see cref="TimelineError.StepsExhausted"/>.
    /// </returns>
    public Either<TimelineError, Embedded<TCrdt>> TryUpdate(
        ReplicaId replica, Func<TCrdt, Either<TimelineError, TCrdt>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Context.Next(replica).Bind(_ => change(Value)).Map(after => Update(replica, _ => after));
    }

    /// <summary>The CRDT as text.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => $"{Value}";

    private protected override TCrdt Same(TCrdt left, TCrdt right) => left.Merge(right);

    private protected override Embedded<TCrdt> Self => this;

    private protected override Embedded<TCrdt> Make(PersistentMap<Dot, TCrdt> dots, CausalContext context) =>
        new(dots, context);

    static string ICrdt<Embedded<TCrdt>>.FormName => $"embedded {TCrdt.FormName}";

    CausalContext ICrdt<Embedded<TCrdt>>.KnownContext => Context;

    Embedded<TCrdt>? ICrdt<Embedded<TCrdt>>.Knowing(CausalContext context) => Causal.Knowing(this, context);

    void ICrdt<Embedded<TCrdt>>.WriteState(CrdtOutput output) =>
        DotForm.Write(output, Dots, new StateForm<TCrdt>(output));

    static Embedded<TCrdt> ICrdt<Embedded<TCrdt>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        new(DotForm.Read(ref reader, input, new StateForm<TCrdt>(input)), CausalContext.Empty);

    bool ICausal<Embedded<TCrdt>>.HoldsNothing => HoldsNothing;

    IEnumerable<Dot> ICausal<Embedded<TCrdt>>.HeldDots => Dots.Keys;

    Embedded<TCrdt> ICausal<Embedded<TCrdt>>.With(CausalContext context) => Beside(context);

    static Embedded<TCrdt> ICausal<Embedded<TCrdt>>.JoinDots(
        Embedded<TCrdt> ours, CausalContext ourContext, Embedded<TCrdt> theirs, CausalContext theirContext) =>
        JoinDots(ours, ourContext, theirs, theirContext);

    Embedded<TCrdt> ICausal<Embedded<TCrdt>>.DotsSince(
        Embedded<TCrdt> since, CausalContext sinceContext, CausalContext context, List<Dot> known) =>
        DotsSince(since, sinceContext, context, known);
}
