using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

public sealed class PersistentMapMergeTests
{
    public sealed record Sides(
        Spread Spread, PersistentMap<Key, int> Before, PersistentMap<Key, int> Ours, PersistentMap<Key, int> Theirs);

    private static readonly Arbitrary<Sides> AnySides = Arb.From(
        from spread in Gen.Elements(Enum.GetValues<Spread>())
        from range in Gen.Elements(6, 80, 700)
        from kept in Gen.Choose(1, 4)
        from ours in Edits(spread, range)
        from theirs in Edits(spread, range)
        let before = PersistentMap<Key, int>.From(Enumerable.Range(0, range).Where(id => id % 4 < kept)
            .Select(id => KeyValuePair.Create(new Key(id, spread), 0)))
        select new Sides(spread, before, Edited(before, ours), Edited(before, theirs)));

    [Fact]
    public void Merging_decides_every_key_as_if_it_stood_alone() => Law.Holds(AnySides, sides =>
    {
        var (_, before, ours, theirs) = sides;
        var met = new List<MapConflict<Key, int>>();
        var merged = PersistentMap<Key, int>.Merge(before, ours, theirs, conflict =>
        {
            met.Add(conflict);
            return conflict.Theirs;
        });
        merged.Validate();
        var conflicts = 0;
        foreach (var key in before.Keys.Union(ours.Keys).Union(theirs.Keys))
        {
            var (start, left, right) = (before.Find(key), ours.Find(key), theirs.Find(key));
            var isConflict = left != right && left != start && right != start;
            conflicts += isConflict ? 1 : 0;
            Assert.Equal(left == start || isConflict ? right : left, merged.Find(key));
            if (isConflict)
                Assert.Contains(new MapConflict<Key, int>(key, start, left, right), met);
        }
        Assert.Equal(conflicts, met.Count);
        Assert.Equal(PersistentMap<Key, int>.From(merged.Reverse()).Shape(), merged.Shape());
    });

    [Fact]
    public void An_unchanged_side_yields_to_the_other_and_equal_sides_are_the_result() => Law.Holds(AnySides, sides =>
    {
        var (_, before, ours, theirs) = sides;
        Assert.Same(ours, PersistentMap<Key, int>.Merge(before, ours, before, Never));
        Assert.Same(theirs, PersistentMap<Key, int>.Merge(before, before, theirs, Never));
        Assert.Same(ours, PersistentMap<Key, int>.Merge(before, ours, ours, Never));
        Assert.Equal(ours, PersistentMap<Key, int>.Merge(before, ours, PersistentMap<Key, int>.From(ours.Reverse()), Never));
    });

    [Fact]
    public void Swapping_the_sides_gives_an_equal_map() => Law.Holds(AnySides, sides =>
    {
        var (_, before, ours, theirs) = sides;
        Assert.Equal(
            PersistentMap<Key, int>.Merge(before, ours, theirs, conflict => conflict.Ours),
            PersistentMap<Key, int>.Merge(before, theirs, ours, conflict => conflict.Theirs));
    });

    [Fact]
    public void Changes_to_different_keys_never_meet() => Law.Holds(AnySides, sides =>
    {
        var (_, before, ours, theirs) = sides;
        var even = before.Apply(before.Diff(ours).Where(change => change.Key.Id % 2 == 0));
        var odd = before.Apply(before.Diff(theirs).Where(change => change.Key.Id % 2 == 1));
        var merged = PersistentMap<Key, int>.Merge(before, even, odd, Never);
        Assert.Equal(even.Apply(before.Diff(odd)), merged);
    });

    private static Option<int> Never(MapConflict<Key, int> conflict) =>
        throw new InvalidOperationException($"A conflict at {conflict.Key}.");

    private static Gen<(Key Key, int Value)[]> Edits(Spread spread, int range) =>
        from count in Gen.Elements(0, 2, range / 4, range)
        from edits in (from id in Gen.Choose(0, range)
                       from value in Gen.Choose(-1, 2)
                       select (new Key(id, spread), value)).ArrayOf(count)
        select edits;

    private static PersistentMap<Key, int> Edited(PersistentMap<Key, int> map, (Key Key, int Value)[] edits) =>
        edits.Aggregate(map, (sum, edit) => edit.Value < 0 ? sum.Remove(edit.Key) : sum.Set(edit.Key, edit.Value));
}
