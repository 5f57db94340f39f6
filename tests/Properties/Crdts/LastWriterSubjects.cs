using LanguageExt;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>A write at a key, or a removal.</summary>
internal sealed record Written(string Key, int? Value, WriteStamp Stamp)
{
    // Clocks that go wrong by a few steps, and give one time to several writers.
    public static Written By(Turn turn, bool isRemoval) => new(
        $"key {turn.Pick(3, 1)}",
        isRemoval ? null : turn.Pick(50, 2),
        new WriteStamp((turn.Time + turn.Pick(5, 3)) / 3, ReplicaId.Of($"{turn.Replica} {turn.Time}")));

    public static Dictionary<string, int> Last(IEnumerable<Written> writes) => writes
        .GroupBy(write => write.Key).Select(group => group.MaxBy(write => write.Stamp)!)
        .Where(write => write.Value is not null).ToDictionary(write => write.Key, write => write.Value!.Value);
}

internal sealed class LwwRegisterSubject : Subject<LwwRegister<int>>
{
    public override State Change(State state, Turn turn)
    {
        var write = Written.By(turn, false);
        return new(state.Crdt.Set(write.Value!.Value, write.Stamp), turn.Record(state.Facts, write with { Key = "" }));
    }

    public override void Agree(State state, Ledger ledger) => Assert.Equal(
        Written.Last(ledger.Live<Written>(state.Facts)).Values.Select(Prelude.Some).FirstOrDefault(Option<int>.None),
        state.Crdt.Value);
}

internal sealed class LwwMapSubject : Subject<LwwMap<string, int>>
{
    public override State Change(State state, Turn turn)
    {
        var write = Written.By(turn, turn.Pick(3) == 0);
        var crdt = write.Value is { } value
            ? state.Crdt.Set(write.Key, value, write.Stamp)
            : state.Crdt.Remove(write.Key, write.Stamp);
        return new(crdt, turn.Record(state.Facts, write));
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = Written.Last(ledger.Live<Written>(state.Facts));
        Assert.Equal(expected.OrderBy(entry => entry.Key), state.Crdt.OrderBy(entry => entry.Key));
        Assert.Equal(expected.Count, state.Crdt.Count);
        Assert.All(expected, entry => Assert.Equal(Prelude.Some(entry.Value), state.Crdt.Find(entry.Key)));
    }
}

internal sealed class LwwSetSubject : Subject<LwwSet<string>>
{
    public override State Change(State state, Turn turn)
    {
        var write = Written.By(turn, turn.Pick(3) == 0);
        var crdt = write.Value is null ? state.Crdt.Remove(write.Key, write.Stamp) : state.Crdt.Add(write.Key, write.Stamp);
        return new(crdt, turn.Record(state.Facts, write));
    }

    public override void Agree(State state, Ledger ledger)
    {
        var expected = Written.Last(ledger.Live<Written>(state.Facts));
        Assert.Equal(expected.Keys.Order(), state.Crdt.Order());
        Assert.All(expected.Keys, key => Assert.True(state.Crdt.Contains(key)));
    }
}
