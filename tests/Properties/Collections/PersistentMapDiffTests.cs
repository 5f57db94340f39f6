using FsCheck;
using FsCheck.Fluent;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

public sealed class PersistentMapDiffTests
{
    public sealed record Pair(PersistentMap<Key, int> Before, PersistentMap<Key, int> After);

    private static readonly Arbitrary<Pair> Pairs = Arb.From(
        from spread in Gen.Elements(Enum.GetValues<Spread>())
        from before in Entries(spread)
        from after in Entries(spread)
        from derived in Gen.Elements(true, false)
        let left = PersistentMap<Key, int>.From(before)
        select new Pair(left, derived
            ? left.SetRange(after).RemoveRange(before.Take(10).Select(entry => entry.Key))
            : PersistentMap<Key, int>.From(after)));

    [Fact]
    public void Applying_the_difference_gives_the_later_map() => Law.Holds(Pairs, pair =>
    {
        var (before, after) = pair;
        var changes = before.Diff(after);
        var applied = before.Apply(changes);
        applied.Validate();
        Assert.Equal(after, applied);
        Assert.Equal(after.Shape(), applied.Shape());
        Assert.Equal(before, after.Apply(after.Diff(before)));
        Assert.Equal(before.Equals(after), changes.Count == 0);
    });

    [Fact]
    public void The_difference_names_every_key_that_differs_once() => Law.Holds(Pairs, pair =>
    {
        var (before, after) = pair;
        var expected = before.Keys.Union(after.Keys)
            .Where(key => before.Find(key) != after.Find(key))
            .Select(key => (key, before.Find(key), after.Find(key)))
            .ToHashSet();
        var changes = before.Diff(after);
        var actual = changes.Select(change => change.Match(
            (key, value) => (key, before.Find(key), LanguageExt.Prelude.Some(value)),
            (key, value) => (key, LanguageExt.Prelude.Some(value), after.Find(key)),
            (key, left, right) => (key, LanguageExt.Prelude.Some(left), LanguageExt.Prelude.Some(right))));
        Assert.True(expected.SetEquals(actual));
        Assert.Equal(expected.Count, changes.Count);
    });

    [Fact]
    public void A_map_differs_from_itself_and_its_equal_in_nothing() => Law.Holds(Pairs, pair =>
    {
        Assert.Empty(pair.Before.Diff(pair.Before));
        Assert.Empty(pair.Before.Diff(PersistentMap<Key, int>.From(pair.Before.Reverse())));
    });

    private static Gen<KeyValuePair<Key, int>[]> Entries(Spread spread) =>
        from range in Gen.Elements(3, 70, 600)
        from ids in Gen.Choose(0, range - 1).ArrayOf(range / 2)
        from value in Gen.Choose(0, 2)
        select ids.Select(id => KeyValuePair.Create(new Key(id, spread), id % 2 + value)).ToArray();
}
