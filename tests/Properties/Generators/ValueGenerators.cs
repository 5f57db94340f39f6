using FsCheck;
using FsCheck.Fluent;
using Timeline.Values;

namespace Timeline.Tests.Properties.Generators;

/// <summary>Values as documents hold them, with what is easily got wrong: odd spellings, keys and characters.</summary>
internal static class ValueGenerators
{
    private static readonly string[] CommonKeys =
        ["a", "b", "c", "id", "name", "items", "0", "1", "-", "", "a/b", "a.b", "~", "~1", "\\", "é", "x y", "😀", "\n\""];

    private static readonly string[] Letters =
    [
        "a", "b", "Z", "0", " ", "é", "日", "😀", "𝄞", "\"", "\\", "/", "<", ">", "&", "'", "+", "`", "\u007F",
        "\u0000", "\u0001", "\b", "\f", "\n", "\r", "\t", "\u001F", "\u0080", "\u2028", "\u2029", "\uFEFF", "\uFFFD",
    ];

    /// <summary>Well-formed texts of up to a dozen characters.</summary>
    public static Gen<string> Texts { get; } =
        from count in Gen.Choose(0, 12)
        from letters in Gen.Elements(Letters).ArrayOf(count)
        select string.Concat(letters);

    /// <summary>Keys of a map, many of them the same again and again.</summary>
    public static Gen<string> Keys { get; } = Gen.Frequency(
        (5, Gen.Elements(CommonKeys)),
        (1, Texts),
        (2, Gen.Choose(0, 99).Select(number => $"key{number}")));

    /// <summary>JSON numbers as text: whole, with points, exponents, many digits, and zeros in all forms.</summary>
    public static Gen<string> Spellings { get; } = Gen.Frequency(
        (4, Gen.Choose(-20, 2000).Select(number => $"{number}")),
        (1, Gen.Elements("9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616")),
        (1, Gen.Elements("-0", "0.0", "-0.00", "0e5", "1e1000000000", "-1E-999999999999999999", "1e+2", "0.1e-0")),
        (3, from whole in Gen.Choose(-50, 50)
            from digits in Gen.Choose(1, 6)
            from fraction in Gen.Choose(0, 999999)
            select $"{whole}.{fraction:D6}"[..^(6 - digits)]),
        (2, from sign in Gen.Elements(string.Empty, "-")
            from head in Gen.Choose(1, 9)
            from rest in Gen.Choose(0, 9).ListOf()
            from tail in Gen.Elements(string.Empty, ".5", ".0010", "e3", "E-12", ".00e+07", "000000000000000000")
            select $"{sign}{head}{string.Concat(rest)}{tail}"));

    /// <summary>Numbers of every spelling.</summary>
    public static Gen<Value> Numbers { get; } = Spellings.Select(Number);

    /// <summary>Values that hold no others.</summary>
    public static Gen<Value> Scalars { get; } = Gen.Frequency(
        (1, Gen.Constant(Value.OfNull())),
        (2, Gen.Elements(Value.Of(true), Value.Of(false))),
        (4, Numbers),
        (4, Texts.Select(Value.Of)));

    /// <summary>Values of any kind, growing with the size of the test.</summary>
    public static Gen<Value> Values { get; } = Gen.Sized(size => Tree(Math.Min(size, 40)));

    /// <summary>Maps, some of them of more keys than lie flat.</summary>
    public static Gen<Value.Map> Maps { get; } = Gen.Sized(size => Map(Math.Min(size, 40), Gen.Choose(0, 40)));

    /// <summary>Any value, shrinking to its parts.</summary>
    public static Arbitrary<Value> Any { get; } = Arb.From(Values, Shrink);

    /// <summary>Any two values, half of them much alike.</summary>
    public static Arbitrary<(Value Before, Value After)> Pairs { get; } = (
        from before in Values
        from other in Values
        from edited in Gen.Frequency((1, Gen.Constant(other)), (2, Edited(before)))
        select (before, edited)).ToArbitrary();

    /// <summary>A value that differs from another in a few places: what a person's edit looks like.</summary>
    public static Gen<Value> Edited(Value value) => value switch
    {
        Value.List list => Gen.Choose(0, 3).SelectMany(edits => EditedList(list, edits)),
        Value.Map map => Gen.Choose(0, 3).SelectMany(edits => EditedMap(map, edits)),
        _ => Gen.Frequency((1, Gen.Constant(value)), (2, Scalars), (1, Tree(4))),
    };

    /// <summary>The number spelled so; a spelling that is no number is a mistake in the test.</summary>
    public static Value Number(string spelling) => Value.Number.Parse(spelling)
        .Match(number => (Value)number, error => throw new ArgumentException(error.Message, nameof(spelling)));

    /// <summary>Smaller values near this one: its parts, and itself without one of them.</summary>
    public static IEnumerable<Value> Shrink(Value value) => value switch
    {
        Value.List list => ShrinkList(list),
        Value.Map map => ShrinkMap(map),
        Value.Text { Content.Length: > 0 } => [Value.Text.Empty, Value.OfNull()],
        Value.Null => [],
        Value.Number number when number.Spelling != "0" => [Value.Number.Zero, Value.OfNull()],
        _ => [Value.OfNull()],
    };

    private static Gen<Value> Tree(int size) => size < 2
        ? Scalars
        : Gen.Frequency(
            (2, Scalars),
            (3, from count in Gen.Choose(0, Math.Min(size, 7))
                from items in Tree(size / 3).ArrayOf(count)
                select (Value)Value.List.From(items)),
            (4, Map(size, Gen.Frequency((9, Gen.Choose(0, Math.Min(size, 7))), (1, Gen.Choose(14, 20)))).Select(map => (Value)map)));

    private static Gen<Value.Map> Map(int size, Gen<int> counts) =>
        from count in counts
        from keys in Keys.ArrayOf(count)
        from values in Tree(size / 3).ArrayOf(count)
        select Value.Map.From(keys.Zip(values, KeyValuePair.Create).DistinctBy(entry => entry.Key));

    private static Gen<Value> EditedList(Value.List list, int edits)
    {
        if (edits == 0) return Gen.Constant((Value)list);
        var insert =
            from at in Gen.Choose(0, list.Count)
            from item in Tree(3)
            select list.InsertAt(at, item);
        if (list.Count == 0) return insert.SelectMany(next => EditedList(next, edits - 1));

        var remove = Gen.Choose(0, list.Count - 1).Select(list.RemoveAt);
        var move =
            from source in Gen.Choose(0, list.Count - 1)
            from target in Gen.Choose(0, list.Count - 1)
            select list.RemoveAt(source).InsertAt(target, list[source]);
        var change =
            from at in Gen.Choose(0, list.Count - 1)
            from item in Edited(list[at])
            select list.SetAt(at, item);
        return Gen.Frequency((2, insert), (2, remove), (1, move), (3, change))
            .SelectMany(next => EditedList(next, edits - 1));
    }

    private static Gen<Value> EditedMap(Value.Map map, int edits)
    {
        if (edits == 0) return Gen.Constant((Value)map);
        var add =
            from key in Keys
            from value in Tree(3)
            from place in Gen.Choose(0, map.Count)
            select map.Insert(key, value, map.Keys.ElementAtOrDefault(place) is { } before && before != key ? before : null);
        if (map.Count == 0) return add.SelectMany(next => EditedMap(next, edits - 1));

        var remove = Gen.Elements<string>(map.Keys).Select(map.Remove);
        var change =
            from key in Gen.Elements<string>(map.Keys)
            from value in Edited(map[key])
            select map.Set(key, value);
        return Gen.Frequency((2, add), (2, remove), (3, change)).SelectMany(next => EditedMap(next, edits - 1));
    }

    private static IEnumerable<Value> ShrinkList(Value.List list)
    {
        foreach (var item in list.Items) yield return item;
        for (var at = 0; at < list.Count; at++) yield return list.RemoveAt(at);
        for (var at = 0; at < list.Count; at++)
        {
            foreach (var smaller in Shrink(list[at])) yield return list.SetAt(at, smaller);
        }
    }

    private static IEnumerable<Value> ShrinkMap(Value.Map map)
    {
        foreach (var (_, value) in map.Entries) yield return value;
        foreach (var key in map.Keys) yield return map.Remove(key);
        foreach (var (key, value) in map.Entries)
        {
            foreach (var smaller in Shrink(value)) yield return map.Set(key, smaller);
        }
    }
}
