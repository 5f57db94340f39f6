using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

/// <summary>Lists of records with unique names, as people keep them in files, and what two sides make of them.</summary>
internal static class Records
{
    private static readonly string[] Keys = ["title", "id", "host"];

    /// <summary>A list of records, and two others made from it by edits that keep the names unique.</summary>
    public static Fork Fork(Tape tape)
    {
        var key = tape.Of(Keys);
        var before = List(tape, key);
        var fork = new Fork(before, Edited(tape, key, before), Edited(tape, key, before), DiffOptions.Default);
        return tape.OneIn(3) ? fork with { Theirs = Documents.Rebuilt(fork.Theirs) } : fork;
    }

    public static Value.List List(Tape tape, string key)
    {
        var names = new SortedSet<int>();
        for (var i = tape.Below(12); i > 0; i--) names.Add(tape.Below(40) * 5);
        var records = names.Select(name => (Value)Record(tape, key, name)).ToList();
        if (tape.OneIn(3)) records.Reverse();
        if (tape.OneIn(3) && records.Count > 2) (records[0], records[^1]) = (records[^1], records[0]);
        return Value.List.From(records);
    }

    public static Value.Map Record(Tape tape, string key, int name)
    {
        var place = tape.Below(2);
        var map = Value.Map.Empty;
        if (place == 1) map = map.Set("note", Value.Of((long)tape.Below(3)));
        return map.Set(key, Name(name)).Set("color", Documents.Scalar(tape)).Set("size", Value.Of((long)tape.Below(9)));
    }

    public static Value Name(int name) => Value.Of($"n{name:d3}");

    public static IEnumerable<string> Names(Value list, string key) =>
        ((Value.List)list).Items.Select(element => NameOf((Value.Map)element, key));

    private static string NameOf(Value.Map record, string key) =>
        record[key] is Value.Text text ? text.Content : record[key].ToString();

    private static Value.List Edited(Tape tape, string key, Value.List list)
    {
        for (var edits = tape.Below(4); edits > 0; edits--)
        {
            var at = tape.Below(list.Count);
            var free = Enumerable.Range(0, 200).Skip(tape.Below(200))
                .FirstOrDefault(name => !Names(list, key).Contains($"n{name:d3}"), 999);
            list = list.Count == 0
                ? list.Add(Record(tape, key, free))
                : tape.Below(6) switch
                {
                    0 => list.RemoveAt(at),
                    1 => list.SetAt(at, ((Value.Map)list[at]).Set("size", Value.Of((long)tape.Below(9)))),
                    2 => list.SetAt(at, ((Value.Map)list[at]).Set("color", Documents.Any(tape, 1))),
                    3 => list.SetAt(at, ((Value.Map)list[at]).Set(key, Name(free))),
                    4 => list.RemoveAt(at).InsertAt(tape.Below(list.Count), list[at]),
                    _ => list.InsertAt(tape.Below(list.Count + 1), Record(tape, key, free)),
                };
        }

        return list;
    }
}
