using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tests.Aot;

internal enum Phase
{
    Open,
    Done,
}

internal readonly record struct Place(int X, int Y);

[JsonDerivedType(typeof(Rook), "rook")]
[JsonDerivedType(typeof(Pawn), "pawn")]
internal abstract record Piece(Place At);

internal sealed record Rook(Place At, bool HasMoved) : Piece(At);

internal sealed record Pawn(Place At) : Piece(At);

internal sealed record Player(string Name, int Score, ImmutableList<Piece> Pieces)
{
    public string? Note { get; init; }
}

internal sealed record Game(
    int Round,
    Phase Phase,
    DateTimeOffset Start,
    decimal Stake,
    int? Limit,
    ImmutableDictionary<string, Player> Players,
    ImmutableArray<Place> Marks,
    IReadOnlyList<int> Dice,
    ImmutableHashSet<string> Tags,
    SortedDictionary<int, string> Rounds,
    PersistentList<Place> Moves,
    PersistentMap<string, Player> Watchers,
    Option<string> Winner,
    Option<Place> Cursor,
    Seq<int> Seeds,
    Lst<string> Log,
    (Place From, string By) Last,
    Either<string, int> Outcome);

[JsonSerializable(typeof(Game))]
internal sealed partial class GameContext : JsonSerializerContext;
