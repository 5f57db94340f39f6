using System.Diagnostics;
using Timeline.ChangeLogs;
using Timeline.Containers;

namespace Timeline.Tests.Unit.Containers;

/// <summary>Many children in one list, which move.</summary>
public sealed class GrowthTests
{
    private const int Many = 10_000;

    [Fact]
    public void Of_many_children_each_is_found_where_it_stands_whatever_moved_it()
    {
        var (list, children) = Made(Many);
        var moved = new TrackedList<int>([-1]);
        list.Insert(0, moved);
        IsAt(children[Many - 1], Many);
        list.Sort((one, other) => other[0].CompareTo(one[0]));
        IsAt(children[Many - 1], 0);
        IsAt(children[0], Many - 1);
        IsAt(moved, Many);
        list.RemoveRange(0, Many / 2);
        IsAt(children[0], Many / 2 - 1);
        list.InsertRange(3, [moved, .. children[(Many / 2)..(Many / 2 + 100)]]);
        IsAt(children[0], Many / 2 + 100);
        moved.Add(1);
        Assert.Equal(["/3/2", $"/{Many / 2 + 101}/2"], list.Log.Latest(2).Select(it => $"{it.Path}"));
        children[Many / 2].Add(1);
        Assert.Equal("/4/1", $"{list.Log.Last.Path}");

        void IsAt(TrackedList<int> child, int index)
        {
            child.Add(0);
            Assert.Equal($"/{index}/{child.Count - 1}", $"{list.Log.Last.Path}");
        }
    }

    [Fact]
    public void What_many_children_cost_grows_as_their_number()
    {
        // Quadratic work would be sixteen times as much; a machine that does other things besides may need another try.
        var ratios = Enumerable.Range(0, 5).Select(_ => Seconds(3_200) / Seconds(800));
        Assert.Contains(ratios, it => it < 9);

        static double Seconds(int count)
        {
            var (list, children) = Made(count);
            var begin = Stopwatch.GetTimestamp();
            list.Insert(0, new TrackedList<int>([-1]));
            foreach (var child in children) child.Add(1);
            list.Sort((one, other) => other[0].CompareTo(one[0]));
            foreach (var child in children) child.Add(2);
            for (var at = 0; at < count; at++)
            {
                list.Insert(0, new TrackedList<int>());
                children[at].Add(3);
            }

            list.Clear();
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
    }

    [Fact]
    public void A_change_deep_below_costs_each_container_above_its_depth_and_no_more()
    {
        TrackedList<object> top = [], deepest = top;
        for (var level = 0; level < 100; level++)
        {
            TrackedList<object> next = [];
            deepest.Add(next);
            deepest = next;
        }

        deepest.Add(0);
        Assert.InRange(Allocated(() => deepest.Add(1)), 1, 1_000_000);
        var tree = top.Log.Last.Tree;
        Assert.Equal(101, tree.Length);
        Assert.Equal((top.Id, deepest.Id), (tree[0].Container, tree[^1].Container));
        Assert.Equal(top.Log.Last.Path, tree[^1].Path.Append(1));
        Assert.All(tree, it => Assert.Equal(ContainerKind.List, it.Kind));
    }

    [Fact]
    public void What_was_taken_out_does_not_count_for_how_deep_containers_nest()
    {
        var (most, deepest) = Nested(1_000);
        TrackedList<object> emptied = [most];
        emptied.Clear();
        var (_, bottom) = Nested(500);
        bottom.Add(emptied);
        emptied.Add(1);
        _ = Assert.Throws<ArgumentException>(() => emptied.Add(most));
        deepest.Add(1);

        static (TrackedList<object> Top, TrackedList<object> Deepest) Nested(int levels)
        {
            // From within, as a change costs what is above it.
            TrackedList<object> deepest = [], top = deepest;
            for (var level = 1; level < levels; level++) top = [top];
            return (top, deepest);
        }
    }

    [Fact]
    public void The_difference_of_a_large_dictionary_costs_what_is_different()
    {
        TrackedDictionary<int, TrackedDictionary<int, int>> outer = new();
        outer[1] = new(Enumerable.Range(0, 100_000).Select(it => KeyValuePair.Create(it, it)));
        outer[1].SetRange([new(7, -7), new(-1, 1)]);
        var entry = outer.Log.Last;
        IEnumerable<string> paths = [];
        Assert.InRange(Allocated(() => paths = [.. entry.Diff().Changes.Select(it => $"{it.Path}")]), 1, 300_000);
        Assert.Equal(["/1/-1", "/1/7"], paths.Order(StringComparer.Ordinal));
    }

    private static long Allocated(Action doing)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        doing();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (TrackedList<TrackedList<int>> List, TrackedList<int>[] Children) Made(int count)
    {
        TrackedList<int>[] children = [.. Enumerable.Range(0, count).Select(it => new TrackedList<int>([it]))];
        return (new(children), children);
    }
}
