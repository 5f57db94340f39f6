using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Properties.Objects;

/// <summary>The laws of differences in which not everything counts.</summary>
public sealed class LeniencyLaws
{
    private static readonly ObjectDiffOptions Lenient = new ObjectDiffOptions
    {
        Ignored = [PathPattern.Of("**.Stamp")],
        AnyCase = [PathPattern.Of("Title"), PathPattern.Of("*.*.Name"), PathPattern.Of("Words.*"), PathPattern.Of("Bag.*")],
        AnyOrder = [PathPattern.Of("Bag")],
        Tolerance = 0.5,
    }.Comparing(EqualityComparer<Code>.Create((left, right) => left?.Text.Length == right?.Text.Length));

    private static readonly ObjectDiffOptions ByName = Lenient with
    {
        AnyCase = [],
        Lists = new DiffOptions { IdentityKeys = ["Name"] },
    };

    private static readonly Gen<string> Word = Gen.Elements("a", "B", "b", "Ab", "ab", "c");

    private static readonly Gen<Cell> Cells =
        from name in Word
        from level in Gen.Choose(0, 8)
        from stamp in Gen.Choose(0, 1000)
        select new Cell(name, level / 4.0, stamp);

    private static readonly Gen<Board> Boards =
        from title in Word
        from cells in Gen.ListOf(Cells)
        from longs in Gen.ListOf(Cells)
        from bag in Gen.ListOf(Word)
        from words in Gen.ListOf(Word)
        from levels in Gen.ListOf(Cells)
        from stamp in Gen.Choose(0, 1000)
        from code in Word
        select new Board(
            title, stamp, [.. cells], PersistentList<Cell>.From(longs.DistinctBy(it => it.Name)), [.. bag], [.. words],
            levels.DistinctBy(it => it.Name).ToImmutableDictionary(it => it.Name, it => it), new Code(code));

    private static readonly Arbitrary<Board[]> Pairs = Gen.ArrayOf(Boards, 2).ToArbitrary();

    private static readonly Arbitrary<(Board, Board)> Noisy =
        (from board in Boards
         from noise in Gen.ArrayOf(Gen.Choose(0, 1000), 40)
         select (board, With(board, noise))).ToArbitrary();

    [Fact]
    public void Applying_the_difference_gives_what_is_the_same_as_the_other() => Law.Holds(Pairs, boards =>
    {
        foreach (var options in new[] { Lenient, ByName })
        {
            var patch = Right(Diff.Between(boards[0], boards[1], options));
            var applied = Right(patch.Apply(boards[0]));
            Assert.Equal("", Right(Diff.Between(applied, boards[1], options)).ToString());
            Assert.Equal(Right(ObjectTree.Default.ToValue(applied)), Right(patch.Apply(Right(ObjectTree.Default.ToValue(boards[0])))));
        }
    });

    [Fact]
    public void What_does_not_count_makes_no_difference() => Law.Holds(Noisy, boards =>
    {
        Assert.Equal("", Right(Diff.Between(boards.Item1, boards.Item2, Lenient)).ToString());
        Assert.Equal("", Right(Diff.Between(boards.Item2, boards.Item1, Lenient)).ToString());
    });

    [Fact]
    public void Nothing_that_is_ignored_is_changed() => Law.Holds(Pairs, boards =>
    {
        foreach (var options in new[] { Lenient, ByName })
        {
            Assert.DoesNotContain(
                Right(Diff.Between(boards[0], boards[1], options)).Changes,
                change => options.Ignored[0].Matches(change.Path));
        }
    });

    [Fact]
    public void Options_that_pass_nothing_over_find_all_there_is() => Law.Holds(Pairs, boards =>
    {
        var none = new ObjectDiffOptions { Ignored = [PathPattern.Of("nowhere")] };
        var (strict, lenient) = (Right(Diff.Between(boards[0], boards[1])), Right(Diff.Between(boards[0], boards[1], none)));
        Assert.Equal(
            Right(ObjectTree.Default.ToValue(boards[1])), Right(lenient.Apply(Right(ObjectTree.Default.ToValue(boards[0])))));
        Assert.Equal(strict.IsEmpty, lenient.IsEmpty);
    });

    [Fact]
    public void With_a_depth_paths_are_no_longer_and_the_patch_leads_to_the_same() => Law.Holds(Pairs, boards =>
    {
        var (before, after) = (Right(ObjectTree.Default.ToValue(boards[0])), Right(ObjectTree.Default.ToValue(boards[1])));
        for (var depth = 0; depth <= 2; depth++)
        {
            var options = new ObjectDiffOptions { Depth = depth, Lists = new DiffOptions { IdentityKeys = ["Name"] } };
            var patch = Right(Diff.Between(boards[0], boards[1], options));
            Assert.All(patch.Changes, change => Assert.InRange(change.Path.Length, 0, depth));
            Assert.Equal(after, Right(patch.Apply(before)));
            Assert.Equal(after, Right(ObjectTree.Default.ToValue(Right(patch.Apply(boards[0])))));
        }
    });

    private static Board With(Board board, int[] noise)
    {
        var next = 0;
        int Next() => noise[next++ % noise.Length];
        string Cased(string word) => Next() % 2 == 0 ? word.ToUpperInvariant() : word.ToLowerInvariant();
        Cell Near(Cell cell) => cell with { Level = cell.Level + ((Next() % 5 - 2) / 4.0), Stamp = Next() };
        return board with
        {
            Title = Cased(board.Title),
            Stamp = Next(),
            Cells = [.. board.Cells.Select(cell => Near(cell) with { Name = Cased(cell.Name) })],
            Long = PersistentList<Cell>.From(board.Long.Select(Near)),
            Bag = [.. board.Bag.OrderBy(_ => Next()).Select(Cased)],
            Levels = board.Levels.ToImmutableDictionary(it => it.Key, it => Near(it.Value)),
            Code = new Code(new string('x', board.Code.Text.Length)),
        };
    }

    internal sealed record Cell(string Name, double Level, int Stamp);

    internal sealed record Code(string Text);

    internal sealed record Board(
        string Title,
        int Stamp,
        ImmutableArray<Cell> Cells,
        PersistentList<Cell> Long,
        ImmutableList<string> Bag,
        ImmutableHashSet<string> Words,
        ImmutableDictionary<string, Cell> Levels,
        Code Code);
}
