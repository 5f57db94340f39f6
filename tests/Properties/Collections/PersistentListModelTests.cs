using FsCheck;
using FsCheck.Fluent;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

/// <summary>Each operation of a persistent list beside the same operation of a mutable one.</summary>
public sealed class PersistentListModelTests
{
    /// <summary>What is done to both; <paramref name="Kind"/> chooses, the rest are its arguments.</summary>
    public sealed record Move(int Kind, int At, int Size);

    public sealed record Run(int Start, IReadOnlyList<Move> Steps);

    private static readonly Arbitrary<Run> Runs = Arb.From(
        from start in Gen.Elements(0, 1, 33, 700, 5000)
        from steps in Gen.ArrayOf(
            from kind in Gen.Choose(0, 12)
            from at in Gen.Choose(0, 1_000_000)
            from size in Gen.Elements(0, 1, 5, 31, 32, 33, 600)
            select new Move(kind, at, size))
        select new Run(start, steps));

    [Fact]
    public void Every_step_of_a_list_does_what_it_does_to_a_mutable_one() => Law.Holds(Runs, run =>
    {
        var model = Enumerable.Range(0, run.Start).ToList();
        var list = PersistentList<int>.From(model);
        var versions = new List<(PersistentList<int>, List<int>)>();
        foreach (var step in run.Steps)
        {
            versions.Add((list, [.. model]));
            list = Apply(list, model, step);
            Same(model, list);
        }
        foreach (var (version, then) in versions)
            Same(then, version);
    }, cases: 60);

    [Fact]
    public void A_builder_does_the_same_and_leaves_every_list_taken_from_it_alone() => Law.Holds(Runs, run =>
    {
        var model = Enumerable.Range(0, run.Start).ToList();
        var start = PersistentList<int>.From(model);
        var builder = start.ToBuilder();
        var versions = new List<(PersistentList<int>, List<int>)> { (start, [.. model]) };
        foreach (var step in run.Steps)
        {
            Apply(builder, model, step);
            Assert.Equal(model.Count, builder.Count);
            if (model.Count > 0)
            {
                Assert.Equal(model[^1], builder[model.Count - 1]);
                Assert.Equal(model[step.At % model.Count], builder[step.At % model.Count]);
            }
            if (step.At % 3 == 0)
                versions.Add((builder.ToList(), [.. model]));
        }
        versions.Add((builder.ToList(), model));
        foreach (var (version, then) in versions)
            Same(then, version);
    }, cases: 60);

    [Fact]
    public void Lists_of_equal_elements_are_equal_whatever_their_shape() => Law.Holds(Runs, run =>
    {
        var model = Enumerable.Range(0, run.Start).ToList();
        var list = PersistentList<int>.From(model);
        foreach (var step in run.Steps)
            list = Apply(list, model, step);
        var other = PersistentList<int>.From(model.Where(_ => true));
        Assert.True(list.Equals(other));
        Assert.Equal(list.GetHashCode(), other.GetHashCode());
        if (model.Count == 0)
            return;
        var different = list.SetAt(model.Count / 2, -1);
        Assert.False(different.Equals(list));
        Assert.False(different.Equals(other));
        Assert.False(list.RemoveAt(0).Equals(list));
        Assert.Same(list, list.SetAt(model.Count - 1, model[^1]));
        Assert.Same(list, list.SetAt(0, model[0]));
    });

    [Fact]
    public void A_change_that_changes_nothing_returns_the_same_list()
    {
        var list = PersistentList<int>.From(Enumerable.Range(0, 1000));
        Assert.Same(list, list.AddRange([]));
        Assert.Same(list, list.Concat([]));
        Assert.Same(list, PersistentList<int>.Empty.Concat(list));
        Assert.Same(list, list.Take(1000));
        Assert.Same(list, list.Skip(0));
        Assert.Same(list, list.RemoveRange(500, 0));
        Assert.Same(list, list.ToBuilder().ToList());
        Assert.Same(PersistentList<int>.Empty, list.Take(0));
        Assert.Same(PersistentList<int>.Empty, PersistentList<int>.From([1]).RemoveAt(0));
    }

    private static PersistentList<int> Apply(PersistentList<int> list, List<int> model, Move step)
    {
        var at = step.At % (model.Count + 1);
        var size = Math.Min(step.Size, model.Count - at);
        switch (step.Kind)
        {
            case 0 when at < model.Count:
                model[at] = step.Size;
                return list.SetAt(at, step.Size);
            case <= 2:
                model.Insert(at, step.At);
                return list.InsertAt(at, step.At);
            case <= 4 when at < model.Count:
                model.RemoveAt(at);
                return list.RemoveAt(at);
            case <= 6:
                for (var i = 0; i < step.Size; i++)
                {
                    model.Add(i);
                    list = list.Add(i);
                }
                return list;
            case 7:
                model.RemoveRange(at, size);
                return list.RemoveRange(at, size);
            case 8:
                var more = Enumerable.Range(0, step.Size).ToArray();
                model.InsertRange(at, more);
                return list.InsertRange(at, PersistentList<int>.From(more));
            case 9:
                var (left, right) = list.SplitAt(at);
                left.Validate();
                right.Validate();
                model.AddRange(model[..at]);
                model.RemoveRange(0, at);
                return right.Concat(left);
            case 10:
                model.RemoveRange(at + size, model.Count - at - size);
                model.RemoveRange(0, at);
                return list.Slice(at, size);
            case 11 when model.Count < 20_000:
                model.AddRange(model[..]);
                return list.Concat(list);
            default:
                model.RemoveRange(model.Count - size, size);
                return list.Take(list.Count - size);
        }
    }

    private static void Apply(PersistentList<int>.Builder builder, List<int> model, Move step)
    {
        var at = step.At % (model.Count + 1);
        switch (step.Kind)
        {
            case < 2 when at < model.Count:
                model[at] = step.Size;
                builder[at] = step.Size;
                break;
            case < 4:
                model.Insert(at, step.At);
                builder.InsertAt(at, step.At);
                break;
            case < 6 when at < model.Count:
                model.RemoveAt(at);
                builder.RemoveAt(at);
                break;
            case < 9:
                var more = Enumerable.Range(0, step.Size).ToArray();
                model.AddRange(more);
                builder.AddRange(step.At % 2 == 0 ? more : PersistentList<int>.From(more));
                break;
            default:
                for (var i = 0; i < step.Size; i++)
                {
                    model.Add(i);
                    builder.Add(i);
                }
                break;
        }
    }

    private static void Same(List<int> expected, PersistentList<int> actual)
    {
        actual.Validate();
        Assert.Equal(expected.Count, actual.Count);
        var index = 0;
        foreach (var element in actual)
        {
            Assert.Equal(expected[index], element);
            index++;
        }
        Assert.Equal(expected.Count, index);
        for (var i = 0; i < expected.Count; i += 1 + expected.Count / 100)
            Assert.Equal(expected[i], actual[i]);
    }
}
