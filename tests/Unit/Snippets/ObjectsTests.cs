using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Snippets;

internal sealed record Player(string Name, int Score);

internal sealed record Game(int Round, string Table, ImmutableList<Player> Players);

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

        var elsewhere = game with { Table = "elm" };
        var both = patch.Apply(elsewhere).Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal((2, "elm", 5), (both.Round, both.Table, both.Players[1].Score));

        var merged = Merge.ThreeWay(game, later, elsewhere, MergePolicy.Fail);
        Assert.True(merged.IsResolved);
        Assert.Equal((2, "elm"), (merged.Value.Round, merged.Value.Table));

        var setBy = history.Blame(ValuePath.Root.Append("Players").Append(1).Append("Score"));
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
