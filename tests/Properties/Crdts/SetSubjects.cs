using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

internal sealed class GSetSubject : Subject<GSet<int>>
{
    public override State Change(State state, Turn turn)
    {
        var member = turn.Pick(6);
        return new(state.Crdt.Add(member), turn.Record(state.Facts, member));
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = ledger.Live<int>(state.Facts).ToHashSet();
        Assert.Equal(expected.Order(), state.Crdt.Order());
        Assert.Equal(expected.Count, state.Crdt.Count);
    }
}

internal sealed class TwoPhaseSetSubject : Subject<TwoPhaseSet<int>>
{
    private sealed record Removal(int Member);

    public override State Change(State state, Turn turn)
    {
        var member = turn.Pick(6, 1);
        return turn.Pick(3) == 0
            ? new(state.Crdt.Remove(member), turn.Record(state.Facts, new Removal(member)))
            : new(state.Crdt.Add(member), turn.Record(state.Facts, member));
    }

    public override void Agree(State state, Ledger ledger)
    {
        var removed = ledger.Live<Removal>(state.Facts).Select(removal => removal.Member).ToHashSet();
        Assert.Equal(ledger.Live<int>(state.Facts).Distinct().Except(removed).Order(), state.Crdt.Order());
        Assert.All(removed, member => Assert.True(state.Crdt.IsRemoved(member)));
    }
}

internal sealed class OrSetSubject : Subject<OrSet<int>>
{
    public override State Change(State state, Turn turn)
    {
        var member = turn.Pick(6, 1);
        var seen = turn.Ledger.Where<int>(state.Facts, other => other == member);
        return turn.Pick(7) switch
        {
            0 => new(state.Crdt.Clear(), state.Facts.Without(turn.Ledger.Live(state.Facts))),
            1 or 2 => new(state.Crdt.Remove(member), state.Facts.Without(seen)),
            _ => new(state.Crdt.Add(turn.Replica, member), turn.Record(state.Facts.Without(seen), member)),
        };
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = ledger.Live<int>(state.Facts).ToHashSet();
        Assert.Equal(expected.Order(), state.Crdt.Order());
        Assert.Equal(expected.Count, state.Crdt.Count);
        Assert.All(Enumerable.Range(0, 6), member => Assert.Equal(expected.Contains(member), state.Crdt.Contains(member)));
    }
}
