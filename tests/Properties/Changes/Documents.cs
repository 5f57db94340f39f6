using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

/// <summary>Documents and documents made from them by edits, with few different values so that much is alike.</summary>
internal static class Documents
{
    private static readonly string[] Keys = ["a", "b", "c", "0", "1", "x/y", "~", "", "d", "e", "f", "before"];

    private static readonly Value[] Scalars =
    [
        Number("1"), Number("2"), Value.OfNull(), Value.Of(true), Number("1.0"), Value.Of("x"), Value.Of(""),
        Number("10e-1"), Value.Of("2"), Number("0"), Number("-0"),
    ];

    public static readonly string[][] IdentityKeys = [[], ["id"], ["id", "name"]];

    /// <summary>A document, edits of it, and how to compare.</summary>
    public static Pair Pair(Tape tape)
    {
        var before = Document(tape);
        var after = Edited(tape, before, tape.Below(6));
        var unshared = tape.OneIn(3);
        return new Pair(before, unshared ? Rebuilt(after) : after, Options(tape));
    }

    /// <summary>A document and another that has nothing to do with it.</summary>
    public static Pair Strangers(Tape tape) => new(Document(tape), Document(tape), Options(tape));

    /// <summary>Versions of one document, each made from the one before.</summary>
    public static Value[] Line(Tape tape)
    {
        var line = new Value[4];
        line[0] = Document(tape);
        for (var i = 1; i < line.Length; i++) line[i] = Edited(tape, line[i - 1], tape.Below(4));
        return line;
    }

    /// <summary>A document and two others, each made from it by its own edits.</summary>
    public static Fork Fork(Tape tape)
    {
        var before = Document(tape);
        var (ours, theirs) = (Edited(tape, before, tape.Below(5)), Edited(tape, before, tape.Below(5)));
        return new Fork(before, ours, tape.OneIn(3) ? Rebuilt(theirs) : theirs, Options(tape));
    }

    public static Value Document(Tape tape) => tape.Below(8) switch
    {
        0 or 1 or 2 => Map(tape, 3),
        3 or 4 => List(tape, 3),
        5 => People(tape),
        6 => LargeMap(tape),
        _ => Any(tape, 3),
    };

    public static Value Edited(Tape tape, Value value, int edits)
    {
        for (var i = 0; i < edits; i++) value = Edits.One(tape, value);
        return value;
    }

    /// <summary>An equal value that shares nothing, its key order and spelling kept.</summary>
    public static Value Rebuilt(Value value) => value switch
    {
        Value.List list => Value.List.From(list.Items.Select(Rebuilt)),
        Value.Map map => Value.Map.From(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Rebuilt(entry.Value)))),
        Value.Number number => Number(number.Spelling),
        Value.Text text => Value.Of(text.Content),
        _ => value,
    };

    public static Value Scalar(Tape tape) => Scalars[tape.Below(Scalars.Length)];

    public static string Key(Tape tape) => Keys[tape.Below(Keys.Length)];

    public static Value Any(Tape tape, int depth) => (depth == 0 ? 0 : tape.Below(6)) switch
    {
        1 or 2 => Map(tape, depth - 1),
        3 => List(tape, depth - 1),
        4 => Person(tape),
        _ => Scalar(tape),
    };

    private static Value.Map Map(Tape tape, int depth)
    {
        var map = Value.Map.Empty;
        for (var i = tape.Below(6); i > 0; i--) map = map.Set(Key(tape), Any(tape, depth));
        return map;
    }

    private static Value.Map LargeMap(Tape tape)
    {
        var map = Value.Map.Empty;
        var count = 12 + tape.Below(30);
        for (var i = 0; i < count; i++) map = map.Set($"k{(i * 7) % count}", i % 5 == 0 ? Any(tape, 2) : Scalar(tape));
        return map;
    }

    private static Value.List List(Tape tape, int depth)
    {
        var plain = tape.OneIn(2);
        var items = new List<Value>();
        for (var i = tape.Below(plain ? 24 : 7); i > 0; i--) items.Add(plain ? Scalar(tape) : Any(tape, depth));
        return Value.List.From(items);
    }

    private static Value.List People(Tape tape)
    {
        var items = new List<Value>();
        for (var i = tape.Below(12); i > 0; i--) items.Add(Person(tape));
        return Value.List.From(items);
    }

    private static Value.Map Person(Tape tape) => Value.Map.Empty
        .Set(tape.OneIn(6) ? "name" : "id", tape.OneIn(5) ? Value.Of("x") : Value.Of((long)tape.Below(20)))
        .Set("a", Scalar(tape))
        .Set("tags", Value.List.From([Scalar(tape), Scalar(tape)]));

    private static DiffOptions Options(Tape tape) => new()
    {
        IdentityKeys = IdentityKeys[tape.Below(3)],
        KeyOrder = tape.OneIn(2),
        Spelling = tape.OneIn(3),
        WorkLimit = tape.OneIn(8) ? 0 : DiffOptions.DefaultWorkLimit,
    };

    private static Value.Number Number(string spelling) => Right(Value.Number.Parse(spelling));
}

/// <summary>A value, what became of it, and how to compare them.</summary>
internal sealed record Pair(Value Before, Value After, DiffOptions Options)
{
    public override string ToString() =>
        $"{Before}  ->  {After}  (ids {string.Join(',', Options.IdentityKeys)}; order {Options.KeyOrder}; spelling {Options.Spelling}; work {Options.WorkLimit})";
}

/// <summary>A value and what two sides made of it.</summary>
internal sealed record Fork(Value Before, Value Ours, Value Theirs, DiffOptions Options)
{
    public override string ToString() =>
        $"{Before}  ->  {Ours}  |  {Theirs}  (ids {string.Join(',', Options.IdentityKeys)})";
}
