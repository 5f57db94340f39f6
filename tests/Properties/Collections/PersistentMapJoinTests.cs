using FsCheck;
using FsCheck.Fluent;
using Timeline.Collections;

namespace Timeline.Tests.Properties.Collections;

public sealed class PersistentMapJoinTests
{
    public sealed record Sides(Spread Spread, PersistentMap<Key, int> Ours, PersistentMap<Key, int> Theirs);

    // Two maps with a common past, or with none.
    private static readonly Arbitrary<Sides> AnySides = Arb.From(
        from spread in Gen.Elements(Enum.GetValues<Spread>())
        from range in Gen.Elements(6, 80, 300)
        from kept in Gen.Choose(0, 4)
        from ours in Edits(spread, range)
        from theirs in Edits(spread, range)
        from apart in Gen.Elements(true, false)
        let before = PersistentMap<Key, int>.From(Enumerable.Range(0, range).Where(id => id % 4 < kept)
            .Select(id => KeyValuePair.Create(new Key(id, spread), 1)))
        let left = Edited(before, ours)
        let right = Edited(before, theirs)
        select new Sides(spread, left, apart ? PersistentMap<Key, int>.From(right.Reverse()) : right));

    [Fact]
    public void A_join_has_the_keys_of_both_and_combines_what_both_have() => Law.Holds(AnySides, sides =>
    {
        var (_, ours, theirs) = sides;
        var joined = ours.Join(theirs, Larger);
        joined.Validate();
        Assert.Equal(ours.Keys.Union(theirs.Keys).Count(), joined.Count);
        foreach (var (key, value) in joined)
        {
            var left = ours.TryGetValue(key, out var mine) ? mine : int.MinValue;
            var right = theirs.TryGetValue(key, out var other) ? other : int.MinValue;
            Assert.Equal(Math.Max(left, right), value);
        }
        Assert.Equal(PersistentMap<Key, int>.From(joined.Reverse()).Shape(), joined.Shape());
    });

    [Fact]
    public void A_join_is_commutative_and_a_side_that_adds_nothing_gives_the_other_itself() => Law.Holds(AnySides, sides =>
    {
        var (_, ours, theirs) = sides;
        var joined = ours.Join(theirs, Larger);
        Assert.Equal(joined, theirs.Join(ours, Larger));
        Assert.Same(joined, joined.Join(ours, Larger));
        Assert.Same(theirs.Equals(joined) ? theirs : joined, theirs.Join(joined, Larger));
        Assert.Same(ours, ours.Join(PersistentMap<Key, int>.From(ours.Reverse()), Larger));
        Assert.Same(ours, ours.Join([], Larger));
        Assert.Same(ours, PersistentMap<Key, int>.Empty.Join(ours, Larger));
    });

    [Fact]
    public void A_join_that_drops_and_changes_decides_every_entry_as_if_it_stood_alone() => Law.Holds(AnySides, sides =>
    {
        var (_, ours, theirs) = sides;
        var joined = ours.Join(theirs, default(Sieve));
        joined.Validate();
        var expected = new Dictionary<Key, int>();
        foreach (var key in ours.Keys.Union(theirs.Keys))
        {
            var (left, right) = (ours.TryGetValue(key, out var mine), theirs.TryGetValue(key, out var other));
            var from = (left, right) switch
            {
                (true, true) => default(Sieve).Both(key, mine, other, out var value) == JoinedFrom.Nothing ? (int?)null : value,
                (true, false) => default(Sieve).Ours(key, mine, out var value) == JoinedFrom.Nothing ? null : value,
                _ => default(Sieve).Theirs(key, other, out var value) == JoinedFrom.Nothing ? null : value,
            };
            if (from is { } kept)
                expected.Add(key, kept);
        }
        Assert.Equal(PersistentMap<Key, int>.From(expected), joined);
        if (joined.Equals(ours))
            Assert.Same(ours, joined);
        else if (joined.Equals(theirs))
            Assert.Same(theirs, joined);
    });

    /// <summary>Drops by key, and changes what both have in different forms, but keeps what is equal.</summary>
    private readonly struct Sieve : IMapJoin<Key, int>
    {
        public bool KeepsAll => false;

        public bool SameKey(Key left, Key right) => left.Equals(right);

        public JoinedFrom Ours(Key key, int value, out int joined)
        {
            joined = value;
            return key.Id % 3 == 0 ? JoinedFrom.Nothing : JoinedFrom.Ours;
        }

        public JoinedFrom Theirs(Key key, int value, out int joined)
        {
            joined = key.Id % 5 == 1 ? value + 100 : value;
            return key.Id % 5 == 0 ? JoinedFrom.Nothing : joined == value ? JoinedFrom.Theirs : JoinedFrom.Neither;
        }

        public JoinedFrom Both(Key key, int ours, int theirs, out int joined)
        {
            joined = ours == theirs ? ours : key.Id % 2 == 0 ? ours : ours + theirs + 1000;
            return ours == theirs ? JoinedFrom.Both
                : key.Id % 7 == 0 ? JoinedFrom.Nothing
                : joined == ours ? JoinedFrom.Ours
                : JoinedFrom.Neither;
        }
    }

    private static int Larger(Key key, int left, int right) => Math.Max(left, right);

    private static Gen<(Key Key, int Value)[]> Edits(Spread spread, int range) =>
        from count in Gen.Elements(0, 2, range / 4, range)
        from edits in (from id in Gen.Choose(0, range)
                       from value in Gen.Choose(-1, 2)
                       select (new Key(id, spread), value)).ArrayOf(count)
        select edits;

    private static PersistentMap<Key, int> Edited(PersistentMap<Key, int> map, (Key Key, int Value)[] edits) =>
        edits.Aggregate(map, (sum, edit) => edit.Value < 0 ? sum.Remove(edit.Key) : sum.Set(edit.Key, edit.Value));
}
