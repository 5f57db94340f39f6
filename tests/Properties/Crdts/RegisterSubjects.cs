using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

internal sealed class MvRegisterSubject : Subject<MvRegister<int>>
{
    public override State Change(State state, Turn turn)
    {
        var seen = state.Facts.Without(turn.Ledger.Live(state.Facts));
        var value = turn.Pick(50, 1);
        return turn.Pick(6) == 0
            ? new(state.Crdt.Clear(), seen)
            : new(state.Crdt.Set(turn.Replica, value), turn.Record(seen, value));
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = ledger.Live<int>(state.Facts).Order().ToArray();
        Assert.Equal(expected, state.Crdt.Values.Order());
        Assert.Equal(expected.Length > 1, state.Crdt.IsConflict);
    }
}

internal sealed class EnableWinsFlagSubject : Subject<EnableWinsFlag>
{
    public override State Change(State state, Turn turn)
    {
        var seen = state.Facts.Without(turn.Ledger.Live(state.Facts));
        return turn.Pick(2) == 0
            ? new(state.Crdt.Disable(), seen)
            : new(state.Crdt.Enable(turn.Replica), turn.Record(seen, true));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(ledger.Live(state.Facts).Any(), state.Crdt.Value);
}

internal sealed class DisableWinsFlagSubject : Subject<DisableWinsFlag>
{
    public override State Change(State state, Turn turn)
    {
        var seen = state.Facts.Without(turn.Ledger.Live(state.Facts));
        return turn.Pick(2) == 0
            ? new(state.Crdt.Enable(), seen)
            : new(state.Crdt.Disable(turn.Replica), turn.Record(seen, false));
    }

    public override void Agree(State state, Ledger ledger) =>
        Assert.Equal(!ledger.Live(state.Facts).Any(), state.Crdt.Value);
}
