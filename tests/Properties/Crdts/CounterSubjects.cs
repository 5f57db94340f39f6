using System.Numerics;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

internal sealed class GCounterSubject : Subject<GCounter>
{
    public override State Change(State state, Step step)
    {
        var amount = step.Pick(4);
        return new(Outcome.Right(state.Crdt.Increment(step.Replica, amount)), step.Record(state.Facts, amount));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
}

internal sealed class PNCounterSubject : Subject<PNCounter>
{
    public override State Change(State state, Step step)
    {
        var amount = step.Pick(9) - 4;
        return new(Outcome.Right(state.Crdt.Add(step.Replica, amount)), step.Record(state.Facts, amount));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
}

internal sealed class BoundedCounterSubject : Subject<BoundedCounter>
{
    public override State Change(State state, Step step)
    {
        var (crdt, replica) = (state.Crdt, step.Replica);
        var amount = step.Pick(5, 1);
        var other = ReplicaId.Of($"other {step.Pick(2, 2)}");
        return step.Pick(4) switch
        {
            0 or 1 => new(Outcome.Right(crdt.Increment(replica, amount)), step.Record(state.Facts, amount)),
            2 => crdt.Decrement(replica, amount).Match(
                Right: counted => new State(counted, step.Record(state.Facts, -amount)),
                Left: _ => state),
            _ => crdt.Transfer(replica, other, amount).Match(Right: given => state with { Crdt = given }, Left: _ => state),
        };
    }

    public override void Agree(State state, Ledger ledger)
    {
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
        Assert.True(state.Crdt.Value >= BigInteger.Zero);
    }
}

internal sealed class ResettableCounterSubject : Subject<ResettableCounter>
{
    public override State Change(State state, Step step)
    {
        var amount = step.Pick(9, 1) - 4;
        return step.Pick(5) == 0
            ? new(state.Crdt.Reset(), state.Facts.Without(step.Ledger.Live(state.Facts)))
            : new(state.Crdt.Add(step.Replica, amount), step.Record(state.Facts, amount));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
}
