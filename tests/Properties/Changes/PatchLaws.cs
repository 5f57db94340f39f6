using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

public sealed class PatchLaws
{
    private static readonly DiffOptions Exact = new() { KeyOrder = true, Spelling = true, IdentityKeys = ["id"] };

    [Fact]
    public void Composing_equals_applying_in_turn() =>
        Tape.Holds(Documents.Line, line =>
        {
            var patches = Enumerable.Range(0, line.Length - 1)
                .Select(i => Diff.Between(line[i], line[i + 1], Exact))
                .ToArray();
            var composed = patches.Aggregate((first, next) => first.Compose(next));
            Assert.Equal(line[^1], Right(composed.Apply(line[0])));
            Assert.True(composed.Count <= patches.Sum(patch => patch.Count));
            Assert.Equal(line[0], Right(composed.Invert().Apply(line[^1])));
        }, 1000);

    [Fact]
    public void Composing_is_associative_in_what_it_does() =>
        Tape.Holds(Documents.Line, line =>
        {
            var (a, b, c) = (Diff.Between(line[0], line[1]), Diff.Between(line[1], line[2]), Diff.Between(line[2], line[3]));
            Assert.Equal(
                Right(a.Compose(b).Compose(c).Apply(line[0])),
                Right(a.Compose(b.Compose(c)).Apply(line[0])));
        });

    [Fact]
    public void A_patch_composed_with_its_inverse_leaves_the_value_as_it_was() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = Diff.Between(pair.Before, pair.After, pair.Options);
            Assert.Equal(pair.Before, Right(patch.Compose(patch.Invert()).Apply(pair.Before)));
        });

    [Fact]
    public void One_scalar_set_twice_composes_to_one_change_or_none() =>
        Tape.Holds(tape => (Documents.Scalar(tape), Documents.Scalar(tape), Documents.Scalar(tape)), values =>
        {
            var line = new[] { values.Item1, values.Item2, values.Item3 }
                .Select(value => (Value)Value.Map.Empty.Set("a", value).Set("b", Value.Of(true)))
                .ToArray();
            var composed = Diff.Between(line[0], line[1], Exact).Compose(Diff.Between(line[1], line[2], Exact));
            Assert.Equal(line[0].ExactlyEquals(line[2]) ? 0 : 1, composed.Count);
        });

    [Fact]
    public void What_does_not_fit_changes_nothing_and_names_a_path() =>
        Tape.Holds(
            tape => (Documents.Pair(tape), Documents.Document(tape)),
            made =>
            {
                var patch = Diff.Between(made.Item1.Before, made.Item1.After);
                var text = made.Item2.ToString();
                _ = patch.Apply(made.Item2).Match(
                    Right: value => value,
                    Left: error =>
                    {
                        var mismatch = Assert.IsType<TimelineError.PatchMismatch>(error);
                        Assert.InRange(mismatch.Index, 0, patch.Count - 1);
                        return made.Item2;
                    });
                Assert.Equal(text, made.Item2.ToString());
            });

    [Fact]
    public void The_tree_of_a_patch_holds_every_change_at_its_path() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = Diff.Between(pair.Before, pair.After, pair.Options);
            var held = Nodes(ChangeTree.From(patch)).ToArray();
            Assert.All(held, node => Assert.All(node.Changes, change => Assert.Equal(node.Path, change.Path)));
            Assert.Equal(patch.Count, held.Sum(node => node.Changes.Count));
            Assert.All(patch.Changes, change => Assert.Contains(held, node => node.Changes.Contains(change)));
        }, 150);

    private static IEnumerable<ChangeTree> Nodes(ChangeTree tree) => tree.Children.SelectMany(Nodes).Prepend(tree);
}
