using FsCheck.Fluent;
using Timeline.Sequences;

namespace Timeline.Tests.Properties.Sequences;

public sealed class KeyTreeLaws
{
    [Fact]
    public void Each_step_does_what_a_sorted_dictionary_does() => Law.Holds(
        Gen.Choose(0, 400).Two().ListOf(600).ToArbitrary(),
        steps =>
        {
            KeyNode? tree = null;
            var owner = new object();
            SortedDictionary<ulong, ulong> model = [];
            foreach (var (first, second) in steps)
            {
                var key = (ulong)first;
                if (second % 3 == 0)
                {
                    tree = KeyTree.Remove(tree, key, owner);
                    _ = model.Remove(key);
                }
                else
                {
                    tree = KeyTree.Set(tree, key, (ulong)second, owner);
                    model[key] = (ulong)second;
                }
                var asked = (ulong)second;
                Assert.Equal(model.Keys.Any(it => it <= asked), KeyTree.TryFloor(tree, asked, out var floor, out _));
                Assert.Equal(model.Keys.LastOrDefault(it => it <= asked), floor);
                Assert.Equal(model.Keys.Any(it => it >= asked), KeyTree.TryCeiling(tree, asked, out var ceiling, out _));
                Assert.Equal(model.Keys.FirstOrDefault(it => it >= asked), ceiling);
            }
            Assert.Equal(model.Select(pair => (pair.Key, pair.Value)), KeyTree.Entries(tree));
        },
        20);

    [Fact]
    public void A_version_never_changes_and_what_it_does_not_share_has_all_that_is_new() => Law.Holds(
        Gen.Choose(0, 3000).ListOf(40).ToArbitrary(),
        keys =>
        {
            var before = KeyTree.FromSorted([.. Enumerable.Range(0, 1000).Select(i => (ulong)i * 2)], new ulong[1000]);
            var after = keys.Aggregate(before, (tree, key) => key % 5 == 0
                ? KeyTree.Remove(tree, (ulong)key, new object())
                : KeyTree.Set(tree, (ulong)key, 1, new object()));
            Assert.Equal(Enumerable.Range(0, 1000).Select(i => ((ulong)i * 2, 0UL)), KeyTree.Entries(before));
            var unshared = KeyTree.Unshared(after, before);
            Assert.Empty(KeyTree.Entries(after).Except(KeyTree.Entries(before)).Except(unshared));
            Assert.Empty(unshared.Except(KeyTree.Entries(after)));
            Assert.Empty(KeyTree.Unshared(before, before));
        });

    [Fact]
    public void Ranges_hold_what_a_set_of_ids_holds() => Law.Holds(
        Gen.Choose(1, 300).Two().ListOf().ToArbitrary(),
        ranges =>
        {
            KeyNode? tree = null;
            HashSet<ulong> model = [];
            foreach (var (start, count) in ranges)
            {
                var end = (ulong)(start + count % 9);
                tree = IdRanges.Add(tree, (ulong)start, end, new object());
                for (var id = (ulong)start; id < end; id++)
                    _ = model.Add(id);
            }
            for (var id = 0UL; id < 320; id++)
                Assert.Equal(model.Contains(id), IdRanges.Contains(tree, id));
            var entries = KeyTree.Entries(tree).ToArray();
            Assert.All(entries.Zip(entries.Skip(1), (one, next) => one.Value < next.Key), Assert.True);
        });
}
