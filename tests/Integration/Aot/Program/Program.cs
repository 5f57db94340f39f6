using System.Collections.Immutable;
using LanguageExt;
using Timeline;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Tests.Aot;
using Timeline.Values;

// Every line is one thing that object trees do; the test holds the lines to what they are without this compiler.
var tree = new ObjectTree(GameContext.Default.Options, [CompiledParts.Elements<Place>(), CompiledParts.Sides<string, int>()]);
var options = new ObjectDiffOptions { Tree = tree };
var ann = new Player("ann", 3, [new Rook(new Place(0, 0), false), new Pawn(new Place(1, 1))]);
var first = new Game(
    1, Phase.Open, new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero), 1.50m, null,
    ImmutableDictionary<string, Player>.Empty.Add("ann", ann), [new Place(1, 2), new Place(3, 4)], [6, 1],
    ["chess", "blitz"], new SortedDictionary<int, string> { [1] = "opening" }, [new Place(5, 5), new Place(6, 6)],
    PersistentMap<string, Player>.Empty.Set("bob", ann with { Name = "bob" }), Option<string>.None,
    Option<Place>.Some(new Place(9, 9)), new Seq<int>([4, 5]), Prelude.List("begin"),
    (new Place(1, 1), "ann"), Prelude.Left<string, int>("open"));
var next = first with
{
    Round = 2,
    Phase = Phase.Done,
    Limit = 7,
    Players = first.Players.SetItem("ann", ann with { Note = "won", Pieces = ann.Pieces.RemoveAt(0) }),
    Marks = first.Marks.SetItem(1, new Place(3, 5)),
    Dice = [6, 1, 2],
    Tags = first.Tags.Remove("blitz"),
    Rounds = new SortedDictionary<int, string>(first.Rounds) { [2] = "end" },
    Moves = first.Moves.Add(new Place(7, 7)),
    Watchers = first.Watchers.Set("eve", ann with { Name = "eve" }),
    Winner = Option<string>.Some("ann"),
    Cursor = Option<Place>.None,
    Seeds = new Seq<int>([4]),
    Log = first.Log.Add("end"),
    Last = (new Place(1, 2), "ann"),
    Outcome = Prelude.Right<string, int>(1),
};

Tell("check", tree.Check<Game>());
Tell("check back", tree.CheckFromValue<Game>());
Tell("pattern", tree.Check<Game>(PathPattern.Of("Players.*.Scor")));
Tell("project", tree.ToValue(first));
Tell("read back", tree.ToValue(first).Bind(tree.FromValue<Game>).Bind(tree.ToValue).Map(it => it.Equals(Seen(first))));
var diff = Diff.Between(first, next, options);
Tell("diff", diff.Map(patch => patch.ToTree()));
Tell("apply", diff.Bind(patch => patch.Apply(first, tree)).Bind(tree.ToValue).Map(it => it.Equals(Seen(next))));
Tell("undo", diff.Bind(patch => patch.Invert().Apply(next, tree)).Bind(tree.ToValue).Map(it => it.Equals(Seen(first))));
var history = History.Start(first, new Stamp(first.Start, "ann")).Append(next, new Stamp(first.Start, "bob", "move"));
Tell("history", history.At(0).Map(version => version.Value.Round));
var merge = Merge.ThreeWay(Seen(first), Seen(first with { Round = 5 }), Seen(first with { Stake = 2m }), MergePolicy.Fail);
Console.WriteLine($"merge: {Diff.Between(Seen(first), merge.Value)}");
Tell("misfit", diff.Bind(patch => patch.Apply(next, tree)).Map(_ => "it fits"));
Tell("unknown", tree.ToValue(new Version(1, 2)).Map(_ => "it is seen"));
Tell("unnamed", new ObjectTree(GameContext.Default.Options).Check<Game>().Map(_ => "it is seen"));

Value Seen(Game game) =>
    tree.ToValue(game).Match(value => value, error => throw new InvalidOperationException(error.Message));

static void Tell<T>(string what, Either<TimelineError, T> told) =>
    Console.WriteLine($"{what}: {told.Match(value => $"{value}", error => $"ERROR {error.Message}")}");
