using FsCheck;
using FsCheck.Fluent;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

/// <summary>A map beside an ordinary list of entries in order.</summary>
public sealed class MapLaws
{
    /// <summary>What is done to both; <paramref name="Kind"/> chooses, the rest are its arguments.</summary>
    public sealed record Move(int Kind, int Key, int Before, int Value);

    private static readonly Arbitrary<Move[]> Moves = Arb.From(
        from range in Gen.Elements(4, 16, 20, 40)
        from moves in (
            from kind in Gen.Choose(0, 9)
            from key in Gen.Choose(0, range)
            from before in Gen.Choose(0, range)
            from value in Gen.Choose(0, 3)
            select new Move(kind, key, before, value)).ArrayOf(120)
        select moves,
        moves => moves.Length == 0 ? [] : [moves[..(moves.Length / 2)], moves[(moves.Length / 2)..], moves[..^1]]);

    [Fact]
    public void Every_step_of_a_map_does_what_it_does_to_a_list_of_entries() => Law.Holds(
        Moves,
        moves =>
        {
            var map = Value.Map.Empty;
            var model = new List<KeyValuePair<string, Value>>();
            var versions = new List<(Value.Map Map, KeyValuePair<string, Value>[] Then)>();
            foreach (var move in moves)
            {
                map = Apply(map, model, move);
                Same(model, map);
                versions.Add((map, [.. model]));
            }

            foreach (var (version, then) in versions) Same(then, version);
        },
        100);

    [Fact]
    public void A_map_is_equal_to_one_built_anew_in_any_order() => Law.Holds(
        Moves,
        moves =>
        {
            var map = Value.Map.Empty;
            var model = new List<KeyValuePair<string, Value>>();
            foreach (var move in moves) map = Apply(map, model, move);
            var same = Value.Map.From(model);
            var turned = Value.Map.From(Enumerable.Reverse(model));
            Assert.True(map.ExactlyEquals(same));
            Assert.Equal<Value>(map, turned);
            Assert.Equal(map.GetHashCode(), turned.GetHashCode());
            Assert.Equal(model.Count < 2, map.ExactlyEquals(turned));
        },
        100);

    [Fact]
    public void A_difference_names_each_changed_key_and_every_key_that_moved() => Law.Holds(
        Moves,
        moves =>
        {
            var before = Value.Map.Empty;
            var model = new List<KeyValuePair<string, Value>>();
            foreach (var move in moves) before = Apply(before, model, move);
            var after = before;
            foreach (var move in moves.Take(9)) after = Apply(after, model, move with { Kind = 9 - move.Kind });
            Explains(before.Diff(after), before, after);
            var apart = Value.Map.From(after.Entries);
            Explains(before.Diff(apart), before, apart);
        },
        100);

    [Fact]
    public void Keys_put_in_the_same_place_for_ever_keep_their_order() => Assert.All([0, 1, 2], place =>
    {
        var map = Value.Map.From(Enumerable.Range(0, 20).Select(n => KeyValuePair.Create($"k{n}", Value.Of(n))));
        var model = map.Keys.ToList();
        var before = place == 0 ? "k0" : "k10";
        for (var turn = 0; turn < 3000; turn++)
        {
            var key = $"new{turn}";
            model.Insert(model.IndexOf(before), key);
            map = map.Insert(key, Value.Of(turn), before);
            if (place < 2) before = key;
        }

        Assert.Equal(model, map.Keys);
        Assert.Equal(model[1..], model[..^1].Select(key => map.KeyAfter(key)!));
    });

    private static void Explains(MapDifference difference, Value.Map before, Value.Map after)
    {
        var changed = before.Keys.Union(after.Keys)
            .Select(key => new EntryChange(key, At(before, key), At(after, key)))
            .Where(change => change.Before != change.After);
        Assert.Equal(
            changed.OrderBy(change => change.Key, StringComparer.Ordinal),
            difference.Changes.OrderBy(change => change.Key, StringComparer.Ordinal));
        var still = before.Keys.Where(after.ContainsKey).Except(difference.PossiblyMoved);
        Assert.Equal(still, after.Keys.Where(before.ContainsKey).Except(difference.PossiblyMoved));
    }

    private static Value? At(Value.Map map, string key) => map.TryGetValue(key, out var value) ? value : null;

    private static Value.Map Apply(Value.Map map, List<KeyValuePair<string, Value>> model, Move move)
    {
        var key = $"k{move.Key}";
        var value = Value.Of(move.Value);
        var index = model.FindIndex(entry => entry.Key == key);
        switch (move.Kind)
        {
            case 0 or 1 or 2 or 3:
                if (index < 0) model.Add(new(key, value));
                else model[index] = new(key, value);
                return map.Set(key, value);
            case 4 or 5 or 6:
                var before = $"k{move.Before}";
                if (before == key || model.TrueForAll(entry => entry.Key != before)) before = null;
                if (index >= 0) model.RemoveAt(index);
                var place = model.FindIndex(entry => entry.Key == before);
                model.Insert(place < 0 ? model.Count : place, new(key, value));
                return map.Insert(key, value, before);
            default:
                if (index >= 0) model.RemoveAt(index);
                return map.Remove(key);
        }
    }

    private static void Same(IReadOnlyList<KeyValuePair<string, Value>> model, Value.Map map)
    {
        Assert.Equal(model.Count, map.Count);
        Assert.Equal(model, map.Entries);
        Assert.Equal(model.Select(entry => entry.Key), map.Keys);
        for (var at = 0; at < model.Count; at++)
        {
            Assert.True(map.TryGetValue(model[at].Key, out var value) && value == model[at].Value);
            Assert.Equal(at + 1 < model.Count ? model[at + 1].Key : null, map.KeyAfter(model[at].Key));
        }

        Assert.False(map.ContainsKey("no such key"));
    }
}
