using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

/// <summary>A program's own state, with every kind of part that a merge looks into, and what sides make of it.</summary>
internal static class Boards
{
    private static readonly string[] Words = ["a", "b", "c", "é/~", ""];

    /// <summary>A state and two others made from it; now and then one that shares nothing with it.</summary>
    public static Split Parting(Tape tape)
    {
        var before = Any(tape);
        return new Split(before, Side(tape, before), Side(tape, before));
    }

    public static Board Any(Tape tape) => new(
        Word(tape), [.. Many(tape, Card)], PersistentList<Card>.From(Many(tape, Card)),
        [.. Many(tape, Word).Order(StringComparer.Ordinal).Distinct()],
        ImmutableSortedSet.CreateRange(Many(tape, it => it.Below(6))),
        Many(tape, it => (Key: it.Below(4), Value: Word(it))).DistinctBy(it => it.Key)
            .ToImmutableDictionary(it => it.Key, it => it.Value),
        Enumerable.Range(0, tape.Below(4)).Aggregate(
            PersistentMap<string, Card>.Empty, (map, at) => map.Set(Words[at], Card(tape))),
        Figure(tape), tape.OneIn(2) ? Prelude.Some(Card(tape)) : Option<Card>.None,
        tape.OneIn(2) ? Prelude.Right<string, int>(tape.Below(3)) : Prelude.Left<string, int>(Word(tape)),
        (tape.Below(3), Word(tape)), tape.OneIn(2) ? tape.Below(3) : null);

    /// <summary>What nothing is shared with, though it is equal.</summary>
    public static Board Rebuilt(Board board) => Right(ObjectTree.Default.FromValue<Board>(Seen(board)));

    public static Value Seen<T>(T seen) => Right(ObjectTree.Default.ToValue(seen));

    public static string Word(Tape tape) => Words[tape.Below(Words.Length)];

    public static Card Card(Tape tape) =>
        new(tape.Below(5), Word(tape), [.. Many(tape, Word).Distinct()], Figure(tape));

    public static Figure Figure(Tape tape) => tape.Below(3) switch
    {
        0 => new Dot(),
        1 => new Disc(tape.Below(3), Word(tape)),
        _ => new Box(tape.Below(3), tape.Below(3)),
    };

    private static Board Side(Tape tape, Board before)
    {
        var side = tape.OneIn(6) ? Any(tape) : before;
        for (var edits = tape.Below(6); edits > 0; edits--) side = Edited(tape, side);
        return tape.OneIn(4) ? Rebuilt(side) : side;
    }

    private static Board Edited(Tape tape, Board it) => tape.Below(12) switch
    {
        0 => it with { Title = Word(tape) },
        1 => it with { Cards = [.. Edited(tape, [.. it.Cards])] },
        2 => it with { Long = PersistentList<Card>.From(Edited(tape, [.. it.Long])) },
        3 => it with { Tags = Toggled(it.Tags, Word(tape)) },
        4 => it with { Numbers = it.Numbers.SymmetricExcept([tape.Below(6)]) },
        5 => it with { Names = it.Names.SetItem(tape.Below(4), Word(tape)) },
        6 => it with { Names = it.Names.Remove(tape.Below(4)) },
        7 => it with { ByName = it.ByName.Set(Word(tape), Card(tape)) },
        8 => it with { ByName = it.ByName.Remove(Word(tape)) },
        9 => it with { Main = it.Main is Disc disc ? disc with { Size = tape.Below(3) } : Figure(tape) },
        10 => it with { Chosen = it.Chosen.Map(card => card with { Name = Word(tape) }), Maybe = tape.Below(3) },
        _ => it with { Outcome = Prelude.Left<string, int>(Word(tape)), Pair = (tape.Below(3), it.Pair.Text) },
    };

    private static ImmutableList<Card> Edited(Tape tape, ImmutableList<Card> cards)
    {
        if (cards.Count == 0) return [Card(tape)];
        var at = tape.Below(cards.Count);
        var card = cards[at];
        return tape.Below(5) switch
        {
            0 => cards.RemoveAt(at),
            1 => cards.Insert(at, Card(tape)),
            2 => cards.SetItem(at, card with { Tags = Toggled(card.Tags, Word(tape)) }),
            3 => cards.SetItem(at, card with { Shape = Figure(tape) }),
            _ => cards.SetItem(at, card with { Name = Word(tape) }),
        };
    }

    private static ImmutableHashSet<string> Toggled(ImmutableHashSet<string> set, string element) =>
        set.SymmetricExcept([element]);

    private static IEnumerable<T> Many<T>(Tape tape, Func<Tape, T> one) =>
        [.. Enumerable.Range(0, tape.Below(5)).Select(_ => one(tape))];
}

internal sealed record Split(Board Before, Board Ours, Board Theirs)
{
    public override string ToString() =>
        string.Join('\n', new[] { "", Boards.Seen(Before).ToString(), Boards.Seen(Ours).ToString(), Boards.Seen(Theirs).ToString() });
}

internal sealed record Board(
    string Title,
    ImmutableList<Card> Cards,
    PersistentList<Card> Long,
    ImmutableHashSet<string> Tags,
    ImmutableSortedSet<int> Numbers,
    ImmutableDictionary<int, string> Names,
    PersistentMap<string, Card> ByName,
    Figure Main,
    Option<Card> Chosen,
    Either<string, int> Outcome,
    (int Number, string Text) Pair,
    int? Maybe)
{
    /// <summary>Follows from another member, so that both sides change it with that.</summary>
    public int Count => Cards.Count;
}

internal sealed record Card(int Rank, string Name, ImmutableHashSet<string> Tags, Figure Shape);

[JsonDerivedType(typeof(Dot), "dot")]
[JsonDerivedType(typeof(Disc), "disc")]
[JsonDerivedType(typeof(Box), "box")]
internal abstract record Figure;

internal sealed record Dot : Figure;

internal sealed record Disc(int Size, string Ink) : Figure;

internal sealed record Box(int Size, int Height) : Figure;
