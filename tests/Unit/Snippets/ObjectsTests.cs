using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Unit.Snippets;

internal sealed record Player(string Name, int Score);

internal sealed record Game(int Round, string Table, ImmutableList<Player> Players);

internal sealed record Entry(int Id, string Name, int Score);

internal readonly record struct Move(int From, int To);

[JsonSerializable(typeof(Game))]
[JsonSerializable(typeof(ImmutableArray<Move>))]
internal sealed partial class GameContext : JsonSerializerContext;

public sealed class ObjectsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_state_has_a_history_a_difference_and_a_merge()
    {
        var (monday, tuesday, wednesday) = (Start, Start.AddDays(1), Start.AddDays(2));
        var game = new Game(1, "oak", [new Player("ann", 3), new Player("bob", 0)]);
        var later = game with { Round = 2, Players = game.Players.SetItem(1, new Player("bob", 5)) };
        var history = History.Start(game, new Stamp(monday, "ann")).Append(later, new Stamp(tuesday, "bob"));

        var patch = Diff.Between(game, later).Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal(
            """
            ~ Round: 1 -> 2
              Players
                1
                ~ Score: 0 -> 5
            """, patch.ToTree().ToString(), ignoreLineEndingDifferences: true);

        var both = patch.Apply(game with { Table = "elm" }).Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal((2, "elm", 5), (both.Round, both.Table, both.Players[1].Score));

        var elsewhere = game with { Table = "elm" };
        var merged = Merge.ThreeWay(game, later, elsewhere, MergePolicy.Fail);
        var state = merged.ToValue().Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal((2, "elm"), (state.Round, state.Table));

        static string Shown(Either<TimelineError, Patch> difference) =>
            difference.Match(Right: patch => patch.ToTree().ToString(), Left: error => error.Message);
        Assert.Equal("~ Table: \"oak\" -> \"elm\"", Shown(Diff.Between(game, elsewhere)));

        var setBy = history.Blame("Players[1].Score");
        Assert.Equal("bob", setBy.Match(version => version.Stamp.Actor, error => error.Message));
        Assert.Equal(2, history.Append(both, new Stamp(wednesday, "ann")).At(2).Match(it => it.Value.Round, _ => 0));
    }

    [Fact]
    public void A_program_without_reflection_gives_its_context()
    {
        var tree = new ObjectTree(GameContext.Default.Options, [CompiledParts.Elements<Move>()]);
        var options = new ObjectDiffOptions { Tree = tree };

        ImmutableArray<Move> before = [new Move(1, 2)];
        ImmutableArray<Move> after = [new Move(1, 2), new Move(2, 4)];
        var patch = Diff.Between(before, after, options);
        Assert.Equal("+ 1: {\"From\":2,\"To\":4}", patch.Match(it => it.ToTree().ToString(), error => error.Message));
    }

    [Fact]
    public void An_object_is_a_value_and_the_value_an_object_again()
    {
        var game = new Game(1, "oak", [new Player("ann", 3)]);

        var value = Value.From(game).Match(it => it, error => throw new InvalidOperationException(error.Message));
        var again = value.To<Game>();

        Assert.Equal("""{"Round":1,"Table":"oak","Players":[{"Name":"ann","Score":3}]}""", value.ToString());
        Assert.Equal(new Player("ann", 3), again.Match(it => it.Players.Single(), _ => null!));
    }

    [Fact]
    public void An_entity_that_moves_and_changes_stays_the_same_by_its_key()
    {
        ImmutableList<Entry> before = [new Entry(7, "ann", 0), new Entry(8, "bob", 0), new Entry(9, "cyd", 0)];
        ImmutableList<Entry> after = [before[2] with { Score = 5 }, before[0], before[1]];

        var entities = new ObjectDiffOptions { Lists = new DiffOptions { IdentityKeys = ["Id"] } };
        var patch = Diff.Between(before, after, entities);

        Assert.Equal(["> /0 from /2", "~ /0/Score: 0 -> 5"], Lines(patch));
        string[] whole = ["- /2: {\"Id\":9,\"Name\":\"cyd\",\"Score\":0}", "+ /0: {\"Id\":9,\"Name\":\"cyd\",\"Score\":5}"];
        Assert.Equal(whole, Lines(Diff.Between(before, after)));
        Assert.Equal(whole, Lines(Diff.Between(before, after, new ObjectDiffOptions { Lists = new DiffOptions { IdentityKeys = ["id"] } })));

        ImmutableList<Entry> moved = [before[1], before[2], before[0]];
        var lenient = new ObjectDiffOptions { Tolerance = 0.1 };
        Assert.Equal(["> /2 from /0"], Lines(Diff.Between(before, moved)));
        Assert.Equal(2, Lines(Diff.Between(before, moved, lenient)).Length);
        Assert.Equal(["> /2 from /0"], Lines(Diff.Between(before, moved, lenient with { Lists = entities.Lists })));
        Assert.Equal(["+ /1: \"aa\""], Lines(Diff.Between(ImmutableHashSet.Create("a", "b"), ["a", "aa", "b"])));
    }

    [Fact]
    public void Enums_may_be_told_by_their_names()
    {
        var readable = new ObjectTree(new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } });
        var named = new ObjectDiffOptions { Tree = readable };

        Assert.Equal(["~ (root): \"Draft\" -> \"Paid\""], Lines(Diff.Between(Phase.Draft, Phase.Paid, named)));
    }

    private static string[] Lines(Either<TimelineError, Patch> patch) =>
        patch.Match(it => it.ToString(), error => error.Message).Split('\n', StringSplitOptions.TrimEntries);

    [Fact]
    public void What_does_not_count_is_passed_over()
    {
        var game = new Game(1, "oak", [new Player("ann", 3), new Player("bob", 0)]);
        var later = game with { Round = 2, Players = game.Players.Reverse() };
        var options = new ObjectDiffOptions
        {
            Ignored = [PathPattern.Of("Round")],
            AnyOrder = [PathPattern.Of("Players")],
        };
        Assert.True(Diff.Between(game, later, options).Match(it => it.IsEmpty, _ => false));
    }
}
