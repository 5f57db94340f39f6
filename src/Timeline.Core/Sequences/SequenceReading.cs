using System.Text.Json;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>What was read so far of a sequence in JSON; members may come in any order.</summary>
internal sealed class SequenceReading<T>(CrdtInput input, IValueForm<T> form)
{
    private readonly Dictionary<ReplicaId, int> _places = [];
    private readonly List<ReplicaId> _replicas = [];
    private readonly List<Chunk<T>> _rows = [];
    private readonly List<(ulong Start, ulong End)> _deleted = [];
    private long _elements;
    private bool _hasRows;
    private bool _hasDeleted;

    /// <summary>Reads a member on whose name the reader stands.</summary>
    public void Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("elements"))
            ReadRows(ref reader);
        else if (reader.ValueTextEquals("deleted"))
            ReadDeleted(ref reader);
        else
            throw new CrdtFault("a sequence has a member that is neither its elements nor what is deleted");
    }

    /// <summary>The state of what was read.</summary>
    public SequenceState<T> ToState() => _hasRows && _hasDeleted
        ? SequenceContent<T>.ToState([.. _replicas], _rows, _deleted, form)
        : throw new CrdtFault("a sequence needs its elements, and what is deleted");

    private static void Once(bool before, string member)
    {
        if (before)
            throw new CrdtFault($"{member} should stand there once");
    }

    private void ReadRows(ref Utf8JsonReader reader)
    {
        Once(_hasRows, "the elements");
        _hasRows = true;
        Begin(ref reader, JsonTokenType.StartArray);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
            ReadRow(ref reader);
    }

    private void ReadRow(ref Utf8JsonReader reader)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        ulong? id = null;
        (ulong Id, bool IsLeft)? link = null;
        long? deleted = null;
        T[]? values = null;
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("id"))
            {
                Once(id is not null, "the id of a row");
                id = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("rightOf") || reader.ValueTextEquals("leftOf"))
            {
                Once(link is not null, "what a row hangs on");
                var isLeft = reader.ValueTextEquals("leftOf");
                link = (ReadId(ref reader), isLeft);
            }
            else if (reader.ValueTextEquals("deleted"))
            {
                Once(deleted is not null, "how many are deleted");
                deleted = ReadWhole(ref reader, 1, SequenceContent<T>.MostElements);
            }
            else if (reader.ValueTextEquals(form.Member))
            {
                Once(values is not null, "the values of a row");
                values = ReadValues(ref reader);
            }
            else
            {
                throw new CrdtFault("a row of elements has a member that none has");
            }
        }
        if (id is not { } first)
            throw new CrdtFault("a row of elements has no id");
        if (values is null == deleted is null || values is [])
            throw new CrdtFault("a row has either values or a number of deleted elements");
        var (parent, left) = link ?? (ElementId.Root, false);
        AddRow(new Chunk<T>(first, parent, left, 0, values), deleted ?? values!.Length);
    }

    private void AddRow(Chunk<T> row, long count)
    {
        _elements += count;
        if (_elements > SequenceContent<T>.MostElements
            || ElementId.Sequence(row.Id) - 1 > ElementId.LastSequence - count)
        {
            throw new CrdtFault("it has too many elements");
        }
        for (; row.Values.IsEmpty && count > Item.Longest; count -= Item.Longest)
        {
            _rows.Add(row with { Length = Item.Longest });
            var next = row.Id + Item.Longest;
            row = new Chunk<T>(next, next - 1, IsLeft: false, 0, default);
        }
        _rows.Add(row with { Length = (int)count });
    }

    private T[] ReadValues(ref Utf8JsonReader reader)
    {
        _ = CrdtInput.Next(ref reader);
        return form.ReadJson(ref reader);
    }

    private void ReadDeleted(ref Utf8JsonReader reader)
    {
        Once(_hasDeleted, "what is deleted");
        _hasDeleted = true;
        Begin(ref reader, JsonTokenType.StartObject);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            var replica = PlaceOf(input.Replica(ref reader));
            Begin(ref reader, JsonTokenType.StartArray);
            while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
            {
                CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
                var first = ReadWhole(ref reader, 1, ElementId.LastSequence);
                var last = ReadWhole(ref reader, first, ElementId.LastSequence);
                Begin(ref reader, JsonTokenType.EndArray);
                _deleted.Add((ElementId.Of(replica, first), ElementId.Of(replica, last + 1)));
            }
        }
    }

    private ulong ReadId(ref Utf8JsonReader reader)
    {
        Begin(ref reader, JsonTokenType.StartArray);
        Begin(ref reader, JsonTokenType.String);
        var replica = PlaceOf(input.Replica(ref reader));
        var id = ElementId.Of(replica, ReadWhole(ref reader, 1, ElementId.LastSequence));
        Begin(ref reader, JsonTokenType.EndArray);
        return id;
    }

    private static long ReadWhole(ref Utf8JsonReader reader, long least, long largest)
    {
        _ = CrdtInput.Next(ref reader);
        return CrdtInput.Whole(ref reader, least, largest);
    }

    private static void Begin(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, kind);
    }

    private int PlaceOf(ReplicaId replica)
    {
        if (_places.TryGetValue(replica, out var place))
            return place;
        if (_replicas.Count == ElementId.MostReplicas)
            throw new CrdtFault("it has too many replicas");
        _replicas.Add(replica);
        return _places[replica] = _replicas.Count - 1;
    }
}
