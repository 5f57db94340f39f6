using Timeline.Sequences;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Sequences;

/// <summary>Types a letter that is there once, or deletes some; the model knows which letters are left.</summary>
internal sealed class CrdtTextSubject : Subject<CrdtText>
{
    private const char First = '一';

    public override State Change(State state, Turn turn)
    {
        var text = state.Crdt;
        if (turn.Pick(4) == 0 && text.Length > 0)
        {
            var at = turn.Pick(text.Length, 1);
            var gone = text.Read(at, Math.Min(1 + turn.Pick(3, 2), text.Length - at));
            return new(
                Right(text.Delete(at, gone.Length)),
                state.Facts.Without(turn.Ledger.Where<char>(state.Facts, gone.Contains)));
        }
        var letter = (char)(First + turn.Ledger.Count);
        return new(
            Right(text.Insert(turn.Replica, turn.Pick(text.Length + 1, 1), $"{letter}")), turn.Record(state.Facts, letter));
    }

    public override void Agree(State state, Ledger ledger)
    {
        Assert.Equal(ledger.Live<char>(state.Facts).Order(), state.Crdt.ToString().Order());
        Assert.Null(SequenceCheck.Fault(state.Crdt.State));
    }
}

/// <summary>The same of a list of numbers, by rows.</summary>
internal sealed class CrdtListSubject : Subject<CrdtList<int>>
{
    public override State Change(State state, Turn turn)
    {
        var list = state.Crdt;
        var at = turn.Pick(list.Count + 1, 1);
        var gone = turn.Pick(3) == 0 ? list.Read(at, Math.Min(1 + turn.Pick(3, 2), list.Count - at)) : [];
        var number = turn.Ledger.Count;
        var left = state.Facts.Without(turn.Ledger.Where<int>(state.Facts, gone.Contains));
        return new(Right(list.Replace(turn.Replica, at, gone.Count, [number])), turn.Record(left, number));
    }

    public override void Agree(State state, Ledger ledger)
    {
        Assert.Equal(ledger.Live<int>(state.Facts).Order(), state.Crdt.Order());
        Assert.Null(SequenceCheck.Fault(state.Crdt.State));
    }
}
