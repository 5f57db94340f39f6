using System.Numerics;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

internal sealed class GCounterSubject : Subject<GCounter>
{
    public override State Change(State state, Turn turn)
    {
        var amount = turn.Pick(4);
        return new(Outcome.Right(state.Crdt.Increment(turn.Replica, amount)), turn.Record(state.Facts, amount));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
}

internal sealed class PNCounterSubject : Subject<PNCounter>
{
    public override State Change(State state, Turn turn)
    {
        var amount = turn.Pick(9) - 4;
        return new(Outcome.Right(state.Crdt.Add(turn.Replica, amount)), turn.Record(state.Facts, amount));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
}

internal sealed class BoundedCounterSubject : Subject<BoundedCounter>
{
    private static readonly ReplicaId[] Everybody =
        [.. "abc".Select(letter => $"{letter}").Concat(Enumerable.Range(0, 100).Select(number => $"node {number}")).Select(ReplicaId.Of)];

    public override State Change(State state, Turn turn)
    {
        var (crdt, replica) = (state.Crdt, turn.Replica);
        var amount = turn.Pick(5, 1);
        // Another one of those that change the state, whose names end in a letter or a digit.
        var name = replica.Text;
        var other = ReplicaId.Of($"{name[..^1]}{(char)((char.IsDigit(name[^1]) ? '0' : 'a') + turn.Pick(3, 2))}");
        return turn.Pick(4) switch
        {
            0 or 1 => new(Outcome.Right(crdt.Increment(replica, amount)), turn.Record(state.Facts, amount)),
            2 => crdt.Decrement(replica, amount).Match(
                Right: counted => new State(counted, turn.Record(state.Facts, -amount)),
                Left: _ => state),
            _ when other == replica => state,
            _ => crdt.Transfer(replica, other, amount).Match(Right: given => state with { Crdt = given }, Left: _ => state),
        };
    }

    public override void Agree(State state, Ledger ledger)
    {
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
        Assert.True(state.Crdt.Value >= BigInteger.Zero);
        Assert.Equal(state.Crdt.Value, Everybody.Sum(state.Crdt.RightsOf));
    }
}

internal sealed class ResettableCounterSubject : Subject<ResettableCounter>
{
    public override State Change(State state, Turn turn)
    {
        var amount = turn.Pick(9, 1) - 4;
        return turn.Pick(5) == 0
            ? new(state.Crdt.Reset(), state.Facts.Without(turn.Ledger.Live(state.Facts)))
            : new(state.Crdt.Add(turn.Replica, amount), turn.Record(state.Facts, amount));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live<int>(state.Facts).Sum(), state.Crdt.Value);
}
