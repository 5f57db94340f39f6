using Timeline.Collections;

namespace Timeline.Tests.Unit.Collections;

public sealed class PersistentListTests
{
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
    public void A_range_of_a_list_is_a_slice()
    {
        PersistentList<int> list = [1, 2, 3, 4, 5];
        Assert.Equal([2, 3], list[1..3]);
        Assert.Equal(5, list[^1]);
    }

    [Fact]
    public void The_default_enumerator_walks_nothing() =>
        Assert.False(default(PersistentList<string>.Enumerator).MoveNext());

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
