using FsCheck;
using FsCheck.Fluent;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

/// <summary>Each operation of a map beside the same operation of a dictionary.</summary>
public sealed class PersistentMapModelTests
{
    /// <summary>What is done to both; <paramref name="Kind"/> chooses, the rest are its arguments.</summary>
    public sealed record Move(int Kind, int Id, int Value);

    public sealed record Run(Spread Spread, int Range, IReadOnlyList<Move> Steps);

    private static readonly Arbitrary<Run> Runs = Arb.From(
        from spread in Gen.Elements(Enum.GetValues<Spread>())
        from range in Gen.Elements(5, 60, 400)
        from steps in Gen.ArrayOf(
            from kind in Gen.Choose(0, 9)
            from id in Gen.Choose(0, range - 1)
            from value in Gen.Choose(0, 3)
            select new Move(kind, id, value))
        select new Run(spread, range, steps));

    [Fact]
    public void Every_step_of_a_map_does_what_it_does_to_a_dictionary() => Law.Holds(Runs, run =>
    {
        var (map, model) = Start(run);
        var versions = new List<(PersistentMap<Key, int>, Dictionary<Key, int>)>();
        foreach (var step in run.Steps)
        {
            versions.Add((map, new Dictionary<Key, int>(model)));
            map = Apply(map, model, step, run.Spread);
            Same(model, map);
        }
        foreach (var (version, then) in versions)
            Same(then, version);
    }, cases: 100);

    [Fact]
    public void A_builder_does_the_same_and_leaves_every_map_taken_from_it_alone() => Law.Holds(Runs, run =>
    {
        var (start, model) = Start(run);
        var builder = start.ToBuilder();
        var versions = new List<(PersistentMap<Key, int>, Dictionary<Key, int>)> { (start, new(model)) };
        foreach (var step in run.Steps)
        {
            Apply(builder, model, step, run.Spread);
            Assert.Equal(model.Count, builder.Count);
            if (step.Value == 0)
                versions.Add((builder.ToMap(), new Dictionary<Key, int>(model)));
        }
        versions.Add((builder.ToMap(), model));
        foreach (var (version, then) in versions)
            Same(then, version);
    }, cases: 100);

    [Fact]
    public void The_same_entries_have_the_same_shape_whatever_the_edits() => Law.Holds(Runs, run =>
    {
        var (map, model) = Start(run);
        foreach (var step in run.Steps)
            map = Apply(map, model, step, run.Spread);
        var built = PersistentMap<Key, int>.From(model.Reverse());
        var added = model.OrderBy(pair => pair.Key.Id)
            .Aggregate(PersistentMap<Key, int>.Empty, (sum, pair) => sum.Add(pair.Key, pair.Value));
        Assert.Equal(built.Shape(), map.Shape());
        Assert.Equal(built.Shape(), added.Shape());
        Assert.Equal(built, map);
        Assert.Equal(built.GetHashCode(), map.GetHashCode());
        Assert.Equal(added, map);
    });

    public sealed record Pairs(Spread Spread, IReadOnlyList<int> Ids);

    // Around the lengths at which the way of building changes; few ids come again and again.
    private static readonly Arbitrary<Pairs> ManyPairs = Arb.From(
        from spread in Gen.Elements(Enum.GetValues<Spread>())
        from length in Gen.Elements(2, 5, 47, 48, 128, 129, 500, 2_048, 2_049, 6_000)
        from range in Gen.Elements(1, 30, 60, 400, spread is Spread.Even or Spread.LowBitsOnly ? 5_000 : 200)
        from ids in Gen.ArrayOf(Gen.Choose(0, range - 1), length)
        select new Pairs(spread, ids));

    [Fact]
    public void Building_at_once_makes_the_same_as_setting_one_by_one() => Law.Holds(ManyPairs, many =>
    {
        KeyValuePair<Key, int>[] pairs =
            [.. many.Ids.Select((id, i) => KeyValuePair.Create(new Key(id, many.Spread), i))];
        var model = new Dictionary<Key, int>();
        var (single, gathering) = (PersistentMap<Key, int>.Empty, new PersistentMap<Key, int>.Builder());
        foreach (var (key, value) in pairs)
        {
            model[key] = value;
            single = single.Set(key, value);
            gathering.Set(key, value);
        }
        var built = PersistentMap<Key, int>.From(pairs);
        Same(model, built);
        Assert.Equal(single.Shape(), built.Shape());
        Assert.Equal(single, built);
        Assert.Equal(single.Shape(), gathering.ToMap().Shape());
        Assert.Equal(single, gathering.ToMap());
    }, cases: 60);

    [Fact]
    public void A_change_that_changes_nothing_returns_the_same_map() => Law.Holds(Runs, run =>
    {
        var (map, model) = Start(run);
        foreach (var step in run.Steps)
            map = Apply(map, model, step, run.Spread);
        foreach (var (key, value) in model)
        {
            Assert.Same(map, map.Set(new Key(key.Id, run.Spread), value));
            Assert.Same(map, map.Update(key, same => same));
        }
        Assert.Same(map, map.Remove(new Key(-1, run.Spread)));
        Assert.Same(map, map.SetRange(model));
        Assert.Same(map, map.ToBuilder().ToMap());
        Assert.Same(map, PersistentMap<Key, int>.From(map));
    });

    private static (PersistentMap<Key, int>, Dictionary<Key, int>) Start(Run run)
    {
        var model = Enumerable.Range(0, run.Range).Where(id => id % 3 != 0)
            .ToDictionary(id => new Key(id, run.Spread), id => id % 4);
        return (PersistentMap<Key, int>.From(model), model);
    }

    private static PersistentMap<Key, int> Apply(
        PersistentMap<Key, int> map, Dictionary<Key, int> model, Move step, Spread spread)
    {
        var key = new Key(step.Id, spread);
        switch (step.Kind)
        {
            case < 3:
                model[key] = step.Value;
                return map.Set(key, step.Value);
            case < 6:
                model.Remove(key);
                return map.Remove(key);
            case 6 when model.TryAdd(key, step.Value):
                return map.Add(key, step.Value);
            case 6:
                Assert.Throws<ArgumentException>(() => map.Add(key, step.Value));
                return map;
            case 7:
                if (model.TryGetValue(key, out var old))
                    model[key] = old + 1;
                return map.Update(key, value => value + 1);
            case 8:
                var keys = Enumerable.Range(step.Id, 40).Select(id => new Key(id, spread)).ToArray();
                foreach (var each in keys)
                    model.Remove(each);
                return map.RemoveRange(keys);
            default:
                var pairs = Enumerable.Range(step.Id, 40)
                    .Select(id => KeyValuePair.Create(new Key(id, spread), step.Value)).ToArray();
                foreach (var (each, value) in pairs)
                    model[each] = value;
                return map.SetRange(pairs);
        }
    }

    private static void Apply(
        PersistentMap<Key, int>.Builder builder, Dictionary<Key, int> model, Move step, Spread spread)
    {
        var key = new Key(step.Id, spread);
        switch (step.Kind)
        {
            case < 4:
                model[key] = step.Value;
                builder[key] = step.Value;
                break;
            case < 8:
                Assert.Equal(model.Remove(key), builder.Remove(key));
                break;
            case 8:
                Assert.Equal(model.TryAdd(key, step.Value), builder.TryAdd(key, step.Value));
                break;
            default:
                Assert.Equal(model.TryGetValue(key, out var expected), builder.TryGetValue(key, out var actual));
                Assert.Equal(expected, actual);
                break;
        }
    }

    private static void Same(Dictionary<Key, int> expected, PersistentMap<Key, int> actual)
    {
        actual.Validate();
        Assert.Equal(expected.Count, actual.Count);
        var seen = 0;
        foreach (var (key, value) in actual)
        {
            seen++;
            Assert.Equal(expected[key], value);
        }
        Assert.Equal(expected.Count, seen);
        foreach (var (key, value) in expected)
        {
            Assert.True(actual.TryGetValue(key, out var found));
            Assert.Equal(value, found);
            Assert.Equal(value, actual[key]);
        }
    }
}
