using System.Diagnostics;
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

    private static (TrackedList<TrackedList<int>> List, TrackedList<int>[] Children) Made(int count)
    {
        TrackedList<int>[] children = [.. Enumerable.Range(0, count).Select(it => new TrackedList<int>([it]))];
        return (new(children), children);
    }
}
