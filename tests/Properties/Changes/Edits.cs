using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

/// <summary>Edits at places decided by a tape.</summary>
internal static class Edits
{
    /// <summary>One edit somewhere in a value.</summary>
    public static Value One(Tape tape, Value value) => value switch
    {
        Value.Map map when map.Count > 0 && tape.Below(3) > 0 => Inside(tape, map),
        Value.List list when list.Count > 0 && tape.Below(3) > 0 => Inside(tape, list),
        Value.Map map => Here(tape, map),
        Value.List list => Here(tape, list),
        _ => Documents.Any(tape, 2),
    };

    /// <summary>One edit of a list itself, not of what its elements hold.</summary>
    public static Value.List Here(Tape tape, Value.List list)
    {
        if (list.Count == 0) return list.Add(Documents.Any(tape, 2));
        var at = tape.Below(list.Count);
        return tape.Below(5) switch
        {
            0 => list.RemoveAt(at),
            1 => list.InsertAt(tape.Below(list.Count + 1), Documents.Any(tape, 2)),
            2 => list.SetAt(at, Documents.Any(tape, 2)),
            3 => list.InsertAt(at, list[at]),
            _ => list.RemoveAt(at).InsertAt(tape.Below(list.Count), list[at]),
        };
    }

    private static Value.Map Here(Tape tape, Value.Map map)
    {
        var key = Documents.Key(tape);
        if (map.Count == 0) return map.Set(key, Documents.Any(tape, 2));
        var old = map.Keys[tape.Below(map.Count)];
        var other = map.Keys[tape.Below(map.Count)];
        var next = tape.OneIn(3) ? null : other;
        return tape.Below(4) switch
        {
            0 => map.Remove(old),
            1 => map.Set(old, Documents.Any(tape, 2)),
            2 => map.Insert(key, Documents.Any(tape, 2), next == key ? null : next),
            _ => map.Insert(old, map[old], next == old ? null : next),
        };
    }

    private static Value.Map Inside(Tape tape, Value.Map map)
    {
        var key = map.Keys[tape.Below(map.Count)];
        return map.Set(key, One(tape, map[key]));
    }

    private static Value.List Inside(Tape tape, Value.List list)
    {
        var at = tape.Below(list.Count);
        return list.SetAt(at, One(tape, list[at]));
    }
}
