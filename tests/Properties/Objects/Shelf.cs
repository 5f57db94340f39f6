using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Tests.Properties.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Properties.Objects;

internal sealed record Box(string Label, List<int> Sizes, Dictionary<string, int> Notes);

/// <summary>A state with collections of every make, most of which can only be copied.</summary>
internal sealed record Shelf(
    string Name,
    Dictionary<string, int> Counts,
    System.Collections.Generic.HashSet<string> Words,
    List<Box> Boxes,
    ImmutableArray<int> Numbers,
    int[] Plain,
    ImmutableList<Box> More,
    PersistentList<Box> Long,
    ImmutableDictionary<int, Box> ById,
    PersistentMap<string, List<int>> Lists,
    SortedDictionary<string, Box> Sorted,
    ImmutableHashSet<int> Marks,
    Option<Box> Chosen,
    Seq<int> Steps,
    Value Loose)
{
    private static readonly string[] Keys = ["a", "b", "c", "7", "é/~"];

    internal static Shelf From(Tape tape)
    {
        return new Shelf(
            tape.Of(Keys), Map(Number), new(Many(() => tape.Of(Keys)), StringComparer.OrdinalIgnoreCase), Many(NewBox),
            [.. Many(Number)], [.. Many(Number)], [.. Many(NewBox)], PersistentList<Box>.From(Many(NewBox)),
            Many(Number).Distinct().ToImmutableDictionary(it => it, _ => NewBox()),
            PersistentMap<string, List<int>>.From(Map(() => Many(Number))), new(Map(NewBox), StringComparer.Ordinal),
            [.. Many(Number)], tape.OneIn(2) ? Option<Box>.Some(NewBox()) : Option<Box>.None,
            Prelude.Seq((IEnumerable<int>)Many(Number)), tape.OneIn(2) ? Seen(Map(Number)) : Seen(Many(Number)));

        int Number() => tape.Below(12);
        List<T> Many<T>(Func<T> make) => [.. Enumerable.Range(0, tape.Below(4)).Select(_ => make())];
        Box NewBox() => new(tape.Of(Keys), Many(Number), Map(Number));
        Dictionary<string, T> Map<T>(Func<T> make) =>
            Enumerable.Range(0, tape.Below(3)).ToDictionary(i => Keys[i], _ => make());
    }

    /// <summary>A patch whose changes each fit the value that the ones before lead to, in any order and place.</summary>
    internal static Patch Changes(Tape tape, Value from, int most)
    {
        var changes = new List<Change>();
        for (var i = tape.Below(most) + 1; i > 0; i--)
        {
            if (Next(tape, from) is not { } change) continue;
            var to = Patch.From([change]).Apply(from).IfLeft(from);
            if (!ReferenceEquals(to, from)) changes.Add(change);
            from = to;
        }

        return Patch.From(changes);
    }

    private static Change? Next(Tape tape, Value from)
    {
        var holders = Holders(from).ToArray();
        var (path, kind, held) = holders[tape.Below(holders.Length)];
        switch (held)
        {
            case Value.List set when kind is Kind.WordSet or Kind.NumberSet:
                if (set.Count > 0 && tape.OneIn(3)) return Removed(tape, path, set);
                var come = kind == Kind.WordSet ? Value.Of(tape.Of(Keys)) : Value.Of(tape.Below(12));
                var place = set.Items.Count(it => string.CompareOrdinal(it.ToString(), come.ToString()) < 0);
                return set.Items.Contains(come) ? null : new Change.Added(path.Append(place), come);
            case Value.List list:
                return tape.Below(4) switch
                {
                    0 => new Change.Added(path.Append(tape.Below(list.Count + 1)), New(tape, kind)),
                    _ when list.Count == 0 => null,
                    1 => Removed(tape, path, list),
                    2 => Moved(tape, from, Removed(tape, path, list), kind),
                    _ => tape.Below(list.Count) is var at
                        ? new Change.Replaced(path.Append(at), list[at], New(tape, kind))
                        : null,
                };
            case Value.Map map when kind != Kind.Chosen:
                var key = KeyOf(tape, kind);
                if (!map.TryGetValue(key, out var old)) return new Change.Added(path.Append(key), New(tape, kind), tape.OneIn(2) ? "a" : null);
                return tape.Below(3) switch
                {
                    0 => new Change.Removed(path.Append(key), old),
                    1 => Moved(tape, from, new Change.Removed(path.Append(key), old), kind),
                    _ => new Change.Replaced(path.Append(key), old, New(tape, kind)),
                };
            default:
                return kind == Kind.Word ? new Change.Replaced(path, held, Value.Of(tape.Of(Keys)))
                    : new Change.Replaced(path, held, tape.OneIn(2) ? Value.OfNull() : New(tape, Kind.Boxes));
        }
    }

    private static Change.Removed Removed(Tape tape, ValuePath path, Value.List list) =>
        tape.Below(list.Count) is var at ? new(path.Append(at), list[at]) : throw new InvalidOperationException();

    /// <summary>To a place in something that holds the like.</summary>
    private static Change.Moved Moved(Tape tape, Value from, Change.Removed taken, Kind kind)
    {
        var left = Patch.From([taken]).Apply(from).Match(it => it, error => throw new InvalidOperationException(error.Message));
        var places = Holders(left).Where(it => Element(it.Kind) == Element(kind)).ToArray();
        var (path, there, held) = places[tape.Below(places.Length)];
        if (held is Value.List list)
            return new Change.Moved(taken.Path, path.Append(tape.Below(list.Count + 1)), taken.Before);
        return new Change.Moved(taken.Path, path.Append(KeyOf(tape, there)), taken.Before);
    }

    private static string KeyOf(Tape tape, Kind kind) =>
        kind == Kind.BoxesByNumber ? tape.Below(12).ToString(CultureInfo.InvariantCulture) : tape.Of(Keys);

    private static Value New(Tape tape, Kind kind) => Element(kind) switch
    {
        Kind.Numbers => Value.Of(tape.Below(12)),
        Kind.Boxes => Seen(new Box(tape.Of(Keys), [tape.Below(12)], new() { [tape.Of(Keys)] = tape.Below(12) })),
        _ => Seen(new List<int> { tape.Below(12), tape.Below(12) }),
    };

    private static Kind Element(Kind kind) => kind is Kind.BoxesByNumber ? Kind.Boxes : kind;

    private static IEnumerable<(ValuePath Path, Kind Kind, Value Held)> Holders(Value shelf)
    {
        foreach (var (name, part) in ((Value.Map)shelf).Entries)
        {
            var path = ValuePath.Root.Append(name);
            Kind? kind = name switch
            {
                nameof(Name) => Kind.Word,
                nameof(Counts) or nameof(Numbers) or nameof(Plain) or nameof(Steps) or nameof(Loose) => Kind.Numbers,
                nameof(Words) => Kind.WordSet,
                nameof(Marks) => Kind.NumberSet,
                nameof(Boxes) or nameof(More) or nameof(Long) or nameof(Sorted) => Kind.Boxes,
                nameof(ById) => Kind.BoxesByNumber,
                nameof(Lists) => Kind.Lists,
                _ => null,
            };
            if (kind is { } known) yield return (path, known, part);
            else yield return (path, Kind.Chosen, part);
            if (kind is null && part is Value.Map)
                foreach (var inner in InBox(path, part)) yield return inner;
            foreach (var (step, element) in Parts(part))
            {
                if (kind is Kind.Boxes or Kind.BoxesByNumber)
                    foreach (var inner in InBox(path.Append(step), element)) yield return inner;
                if (kind is Kind.Lists) yield return (path.Append(step), Kind.Numbers, element);
            }
        }
    }

    private static IEnumerable<(ValuePath, Kind, Value)> InBox(ValuePath path, Value box)
    {
        foreach (var (name, part) in ((Value.Map)box).Entries)
            yield return (path.Append(name), name == nameof(Box.Label) ? Kind.Word : Kind.Numbers, part);
    }

    private static IEnumerable<(PathSegment Step, Value Part)> Parts(Value value) => value switch
    {
        Value.List list => list.Items.Select((it, at) => (new PathSegment(at), it)),
        Value.Map map => map.Entries.Select(it => (new PathSegment(it.Key), it.Value)),
        _ => [],
    };

    private static Value Seen<T>(T seen) =>
        ObjectTree.Default.ToValue(seen).Match(it => it, error => throw new InvalidOperationException(error.Message));

    private enum Kind
    {
        Word,
        Numbers,
        Boxes,
        BoxesByNumber,
        Lists,
        WordSet,
        NumberSet,
        Chosen,
    }
}
