using FsCheck;
using FsCheck.Fluent;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;
using static Timeline.Tests.Properties.Histories.Graphs;

namespace Timeline.Tests.Properties.Histories;

public sealed class BlameLaws
{
    private static readonly string[] KeyNames = ["a", "b", "0"];

    private static readonly Gen<Value> Scalar = Gen.Choose(0, 2).Select(number => Value.Of((long)number));

    private static readonly Arbitrary<Value[]> MapHistories = Documents(3).NonEmptyListOf()
        .Select(values => values.ToArray()).Resize(8).ToArbitrary();

    [Fact]
    public void In_documents_of_maps_a_path_is_blamed_on_the_last_version_in_which_its_value_differed() =>
        Law.Holds(MapHistories, values =>
        {
            var history = Recorded(values);
            var line = history.Oldest();
            var blamed = Right(Blame.Of(history));
            Assert.Equal(history.Head!.Value, blamed.Value);
            foreach (var (path, value, version) in blamed.Lines())
            {
                Assert.Equal(value, path.TryGet(blamed.Value, out var there) ? there : null);
                var last = line.Length - 1;
                while (last > 0 && Same(path, line[last - 1].Value, line[last].Value)) last--;
                Assert.Same(line[last], version);
            }
        });

    [Fact]
    public void One_path_followed_back_is_blamed_as_all_paths_followed_forward() =>
        Law.Holds(MapHistories, values =>
        {
            var history = Recorded(values);
            var blamed = Right(Blame.Of(history));
            foreach (var (path, _, version) in blamed.Lines())
            {
                Assert.Same(version, Right(Blame.At(history, path)));
                Assert.True(blamed.TryFind(path, out var found) && found == version);
            }
        }, cases: 100);

    [Fact]
    public void An_element_of_a_list_keeps_its_blame_while_others_come_go_and_move() =>
        Law.Holds(Scripts, script =>
        {
            var model = new TaggedList();
            List<BlameStep<int>> steps = [];
            foreach (var number in script) steps.Add(new(steps.Count + 1, model.ChangeOnce(number, steps.Count + 1)));
            var blamed = Right(Blame.Follow(TaggedList.Start, 0, steps));
            Assert.Equal(model.Expected(), blamed.Lines().Select(line => (line.Path.ToString(), line.Version)));
            foreach (var (path, _, version) in blamed.Lines())
                Assert.Equal(version, Right(Blame.At(path, blamed.Value, Enumerable.Reverse(steps), 0)));
        });

    [Fact]
    public void Lists_that_are_compared_anew_give_the_same_blame_forward_and_back() =>
        Law.Holds(ListHistories(), values =>
        {
            var history = Recorded(values);
            foreach (var (path, _, version) in Right(Blame.Of(history)).Lines())
                Assert.Same(version, Right(Blame.At(history, path)));
        });

    [Fact]
    public void Replacing_all_at_once_is_blamed_like_the_changes_in_it() =>
        Law.Holds(MapHistories, values =>
        {
            var whole = values.Skip(1).Select((value, i) => new BlameStep<int>(
                i + 1, Patch.From([new Change.Replaced(ValuePath.Root, values[i], value)])));
            var fine = values.Skip(1).Select((value, i) => new BlameStep<int>(i + 1, Diff.Between(values[i], value)));
            Assert.Equal(
                Right(Blame.Follow(values[0], 0, fine)).Lines(), Right(Blame.Follow(values[0], 0, whole)).Lines());
        });

    [Fact]
    public void Differences_of_neighbours_lead_from_each_version_to_the_next() =>
        Law.Holds(MapHistories, values =>
        {
            var history = Recorded(values);
            Assert.Equal(values.Length - 1, history.Diffs().Count());
            foreach (var diff in history.Diffs())
                Assert.Equal(diff.After.Value, Right(diff.Patch.Apply(diff.Before.Value)));
        });

    private static bool Same(ValuePath path, Value before, Value after) =>
        path.TryGet(before, out var old) && path.TryGet(after, out var now) && old.Equals(now);

    private static History<Value> Recorded(Value[] values) => values
        .Aggregate(History<Value>.Empty, (history, value) => history.Append(value, At(history.Count)));

    private static Gen<Value> Documents(int depth)
    {
        if (depth == 0) return Scalar;
        var entries = Gen.Choose(0, 3).SelectMany(choice => choice == 0 ? Gen.Constant<Value?>(null) : Inner(depth));
        return entries.ArrayOf(KeyNames.Length).Select(values => (Value)Value.Map.From(KeyNames.Zip(values)
            .Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2!))));
    }

    private static Gen<Value?> Inner(int depth) =>
        Gen.OneOf(Documents(depth - 1), Scalar).Select(value => (Value?)value);

    private static Arbitrary<Value[]> ListHistories() => Gen.OneOf(Scalar, Documents(1)).ListOf()
        .Select(items => (Value)Value.List.From(items)).NonEmptyListOf()
        .Select(values => values.ToArray()).Resize(8).ToArbitrary();
}
