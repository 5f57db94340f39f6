using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>A type that holds dots, at a key: removing the key takes away all that was seen there.</summary>
internal sealed class HeldInMapSubject<TCrdt>(Subject<TCrdt> inner) : Subject<OrMap<string, TCrdt>>
    where TCrdt : class, ICausal<TCrdt>
{
    private const string Key = "k";

    public override State Change(State state, Turn turn)
    {
        if (turn.Pick(8, 4) == 0)
            return new(state.Crdt.Remove(Key), state.Facts.Without(turn.Ledger.Live(state.Facts)));
        var facts = state.Facts;
        var crdt = state.Crdt.Update(Key, value =>
        {
            var after = inner.Change(new(value, facts), turn);
            facts = after.Facts;
            return after.Crdt;
        });
        return new(crdt, facts);
    }

    public override void Agree(State state, Ledger ledger) =>
        inner.Agree(new(state.Crdt.ValueAt(Key), state.Facts), ledger);
}

/// <summary>
/// A type that holds no dots by itself, at a key: without removals it has its own value; with them, all agree on one.
/// </summary>
internal sealed class EmbeddedInMapSubject<TCrdt>(Subject<TCrdt> inner, bool removes) : Subject<OrMap<string, Embedded<TCrdt>>>
    where TCrdt : class, IEmbeddable<TCrdt>
{
    private const string Key = "k";

    public override State Change(State state, Turn turn)
    {
        if (removes && turn.Pick(8, 4) == 0)
            return state with { Crdt = state.Crdt.Remove(Key) };
        var facts = state.Facts;
        var crdt = state.Crdt.Update(Key, value => value.Update(turn.Replica, held =>
        {
            var after = inner.Change(new(held, facts), turn);
            facts = after.Facts;
            return after.Crdt;
        }));
        return new(crdt, facts);
    }

    // A counter, text, list or tree that is begun again after a removal gives its numbers again, so no model says more.
    public override void Agree(State state, Ledger ledger)
    {
        if (!removes)
            inner.Agree(new(state.Crdt.ValueAt(Key).Value, state.Facts), ledger);
    }
}
