using Timeline.Collections;

namespace Timeline.Tests.Unit.Collections;

public sealed class PersistentListTests
{
    [Theory]
    [InlineData(20, 0)]
    [InlineData(10_000, 48)]
    [InlineData(300_000, 48)]
    public void Enumerating_allocates_nothing_for_each_element(int count, long most)
    {
        var list = PersistentList<int>.From(Enumerable.Range(0, count));
        var sum = Sum(list);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Sum(list);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
        Assert.Equal((long)count * (count - 1), sum);
    }

    private static long Sum(PersistentList<int> list)
    {
        var sum = 0L;
        foreach (var element in list)
            sum += element;
        return sum;
    }

    [Fact]
    public void A_million_elements_are_found_changed_split_and_compared()
    {
        const int Count = 1_000_000;
        var list = PersistentList<int>.From(Enumerable.Range(0, Count));
        list.Validate();
        Assert.Equal(Count, list.Count);
        for (var i = 0; i < Count; i += 997)
            Assert.Equal(i, list[i]);

        var edited = list.InsertAt(0, -1).RemoveAt(500_000).SetAt(700_000, -2).Add(-3);
        edited.Validate();
        Assert.Equal(
            [(0, 0, 1), (499_999, 1, 0), (700_000, 1, 1), (Count, 0, 1)],
            list.Diff(edited).Select(edit => (edit.BeforeStart, edit.Removed.Count, edit.Inserted.Count)));

        var (left, right) = list.SplitAt(333_333);
        Assert.Equal(333_333, left.Count);
        Assert.Equal(333_333, right[0]);
        Assert.True(left.Concat(right).Equals(list));
        Assert.Empty(list.Diff(left.Concat(right)));
    }

    [Fact]
    public void Comparing_versions_compares_no_element_of_a_shared_node()
    {
        var list = PersistentList<int>.From(Enumerable.Range(0, 1_000_000));
        var after = list;
        for (var i = 0; i < 10; i++)
            after = after.InsertAt(i * 99_991, -i - 1);
        var comparer = new CountingComparer();
        Assert.Equal(10, list.Diff(after, comparer).Count);
        // Ten leaves, each compared from both ends to the insertion and once around it.
        Assert.True(comparer.Comparisons < 10 * 100, $"{comparer.Comparisons} comparisons");
    }

    [Fact]
    public void A_list_grown_by_adding_is_the_list_made_at_once()
    {
        var list = PersistentList<int>.Empty;
        for (var i = 0; i < 20_000; i++)
            list = list.Add(i);
        list.Validate();
        Assert.True(list.Equals(PersistentList<int>.From(Enumerable.Range(0, 20_000))));
    }

    [Fact]
    public void Versions_that_grow_from_one_version_do_not_see_each_other()
    {
        for (var count = 0; count < 70; count++)
        {
            var start = PersistentList<string>.Empty;
            for (var i = 0; i < count; i++)
                start = start.Add($"{i}");
            var (left, right) = (start.Add("left"), start.Add("right"));
            var (longer, other) = (left.Add("longer"), left.InsertAt(0, "first").Add("other"));
            string[] common = [.. Enumerable.Range(0, count).Select(i => $"{i}")];
            Assert.Equal(common, start);
            Assert.Equal([.. common, "left"], left);
            Assert.Equal([.. common, "right"], right);
            Assert.Equal([.. common, "left", "longer"], longer);
            Assert.Equal(["first", .. common, "left", "other"], other);
            Assert.Equal([.. common, "right", .. common, "left"], right.Concat(left));
            Assert.Equal([(count, 0, 1)], Edits(start, left));
            Assert.Equal([(count, 1, 2)], Edits(right, longer));
            Assert.Equal(left, left.Apply(left.Diff(left.Add("x").RemoveAt(count + 1))));
            foreach (var version in new[] { start, left, right, longer, other })
                version.Validate();
        }

        static IEnumerable<(int, int, int)> Edits(PersistentList<string> before, PersistentList<string> after) =>
            before.Diff(after).Select(edit => (edit.BeforeStart, edit.Removed.Count, edit.Inserted.Count));
    }

    [Fact]
    public void Threads_that_add_to_one_list_each_get_their_own()
    {
        for (var round = 0; round < 300; round++)
        {
            var start = PersistentList<int>.From(1, 2).Add(3);
            var grown = new PersistentList<int>[4];
            Parallel.For(0, grown.Length, thread =>
            {
                grown[thread] = start;
                for (var i = 0; i < 5; i++)
                    grown[thread] = grown[thread].Add(thread);
            });
            for (var thread = 0; thread < grown.Length; thread++)
                Assert.Equal([1, 2, 3, .. Enumerable.Repeat(thread, 5)], grown[thread]);
            Assert.Equal([1, 2, 3], start);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5_000)]
    public void Setting_the_object_that_is_there_changes_nothing_and_an_equal_one_takes_its_place(int count)
    {
        var list = PersistentList<string>.From(Enumerable.Range(0, count).Select(i => $"text {i}"));
        var equal = new string(list[1]);
        Assert.Same(list, list.SetAt(1, list[1]));
        Assert.Same(equal, list.SetAt(1, equal)[1]);
        Assert.Equal(list, list.SetAt(1, equal));
        Assert.Empty(list.Diff(list.SetAt(1, equal)));
    }

    [Fact]
    public void A_bug_of_the_caller_throws()
    {
        PersistentList<int> list = [1, 2, 3];
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.SetAt(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.InsertAt(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.InsertAt(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Slice(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.ToBuilder()[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.ToBuilder()[-1]);
    }

    [Fact]
    public void A_list_says_its_type_and_how_much_it_holds() =>
        Assert.Equal("PersistentList<String> of 3", PersistentList.Create("a", "b", "c").ToString());

    [Fact]
    public void A_range_of_a_list_is_a_slice()
    {
        PersistentList<int> list = [1, 2, 3, 4, 5];
        Assert.Equal([2, 3], list[1..3]);
        Assert.Equal(5, list[^1]);
    }

    [Fact]
    public void The_default_enumerator_walks_nothing() =>
        Assert.False(default(PersistentList<string>.Enumerator).MoveNext());

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1000)]
    public void A_walk_that_has_ended_stays_at_its_end(int count)
    {
        var walk = PersistentList<int>.From(Enumerable.Range(0, count)).GetEnumerator();
        var steps = 0;
        while (walk.MoveNext()) steps++;
        Assert.Equal(count, steps);
        Assert.False(walk.MoveNext());
        Assert.False(walk.MoveNext());
    }

    private sealed class CountingComparer : IEqualityComparer<int>
    {
        public int Comparisons { get; private set; }

        public bool Equals(int x, int y)
        {
            Comparisons++;
            return x == y;
        }

        public int GetHashCode(int obj) => obj;
    }
}
