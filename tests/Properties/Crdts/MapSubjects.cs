using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

internal sealed class OrMapSubject : Subject<OrMap<string, OrSet<int>>>
{
    private sealed record Addition(string Key, int Member);

    public override State Change(State state, Turn turn)
    {
        var addition = new Addition($"key {turn.Pick(3, 1)}", turn.Pick(4, 2));
        var (key, member) = addition;
        return turn.Pick(6) switch
        {
            0 => new(state.Crdt.Remove(key), state.Facts.Without(Seen(state, turn, it => it.Key == key))),
            1 => new(
                state.Crdt.Update(key, set => set.Remove(member)), state.Facts.Without(Seen(state, turn, it => it == addition))),
            _ => new(
                state.Crdt.Update(key, set => set.Add(turn.Replica, member)),
                turn.Record(state.Facts.Without(Seen(state, turn, it => it == addition)), addition)),
        };
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = ledger.Live<Addition>(state.Facts).ToLookup(addition => addition.Key, addition => addition.Member);
        Assert.Equal(expected.Select(group => group.Key).Order(), state.Crdt.Keys.Order());
        foreach (var (key, set) in state.Crdt)
        {
            Assert.Equal(expected[key].Distinct().Order(), set.Order());
            Assert.True(state.Crdt.ContainsKey(key));
        }
    }

    private static IEnumerable<int> Seen(State state, Turn turn, Func<Addition, bool> isSo) =>
        turn.Ledger.Where(state.Facts, isSo);
}

/// <summary>Maps of maps of counters: what is removed at any depth takes away what was seen below it.</summary>
internal sealed class NestedMapSubject : Subject<OrMap<int, OrMap<string, ResettableCounter>>>
{
    private sealed record Count(int Outer, string Inner, int Amount);

    public override State Change(State state, Turn turn)
    {
        var count = new Count(turn.Pick(2, 1), $"key {turn.Pick(2, 2)}", turn.Pick(5, 3) - 2);
        var (outer, inner, amount) = count;
        return turn.Pick(6) switch
        {
            0 => new(state.Crdt.Remove(outer), state.Facts.Without(Seen(it => it.Outer == outer))),
            1 => new(
                state.Crdt.Update(outer, map => map.Remove(inner)),
                state.Facts.Without(Seen(it => it.Outer == outer && it.Inner == inner))),
            _ => new(
                state.Crdt.Update(outer, map => map.Update(inner, counter => counter.Add(turn.Replica, amount))),
                amount == 0 ? state.Facts : turn.Record(state.Facts, count)),
        };

        IEnumerable<int> Seen(Func<Count, bool> isSo) => turn.Ledger.Where(state.Facts, isSo);
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = ledger.Live<Count>(state.Facts).ToLookup(count => (count.Outer, count.Inner), count => count.Amount);
        var found = state.Crdt.SelectMany(outer => outer.Value.Select(inner => (outer.Key, inner.Key))).ToArray();
        Assert.Equal(expected.Select(group => group.Key).Order(), found.Order());
        foreach (var group in expected)
        {
            var counter = state.Crdt.ValueAt(group.Key.Outer).ValueAt(group.Key.Inner);
            Assert.Equal(group.Sum(), counter.Value);
        }
    }
}

/// <summary>A set that holds no dots by itself, in a map.</summary>
internal sealed class EmbeddedSubject : Subject<OrMap<string, Embedded<GSet<int>>>>
{
    private sealed record Held(string Key, System.Collections.Immutable.ImmutableHashSet<int> Members);

    public override State Change(State state, Turn turn)
    {
        var (key, member) = ($"key {turn.Pick(2, 1)}", turn.Pick(9, 2));
        int[] seen = [.. turn.Ledger.Where<Held>(state.Facts, held => held.Key == key)];
        if (turn.Pick(5) == 0)
            return new(state.Crdt.Remove(key), state.Facts.Without(seen));
        var before = turn.Ledger.Live<Held>(state.Facts).Where(held => held.Key == key).SelectMany(held => held.Members);
        var held = new Held(key, [.. before, member]);
        var crdt = state.Crdt.Update(key, value => value.Update(turn.Replica, set => set.Add(member)));
        return ReferenceEquals(crdt, state.Crdt) ? state : new(crdt, turn.Record(state.Facts.Without(seen), held));
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = ledger.Live<Held>(state.Facts).ToLookup(held => held.Key, held => held.Members);
        Assert.Equal(expected.Select(group => group.Key).Order(), state.Crdt.Keys.Order());
        foreach (var (key, value) in state.Crdt)
            Assert.Equal(expected[key].SelectMany(members => members).Distinct().Order(), value.Value.Order());
    }
}
