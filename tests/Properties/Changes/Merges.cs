using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

/// <summary>What the laws of merging ask of a merge, of values and of a program's own objects alike.</summary>
internal static class Merges
{
    public static void AssertClean<T>(T expected, MergeResult<T> merged)
    {
        Assert.Null(merged.Error);
        Assert.Empty(merged.Conflicts);
        Assert.Equal(Boards.Seen(expected), Boards.Seen(merged.Value));
    }

    /// <summary>The second merge was given the sides the other way round.</summary>
    public static void AssertSwapped<T>(MergeResult<T> straight, MergeResult<T> swapped)
    {
        Assert.Equal((null, null), (straight.Error, swapped.Error));
        Assert.Equal(Boards.Seen(straight.Value), Boards.Seen(swapped.Value));
        var seen = swapped.Conflicts.Select(conflict => conflict.Swap()).ToList();
        Assert.All(straight.Conflicts, conflict => Assert.True(seen.Remove(conflict), $"{conflict} is not swapped"));
        Assert.Empty(seen);
    }

    /// <summary>
    /// Each scalar under the keys it stands under and the cases they belong to; of elements, which move, no index.
    /// </summary>
    public static IEnumerable<(string Keys, Value Leaf)> Leaves(string keys, Value value) => value switch
    {
        Value.Map map => map.Entries.SelectMany(entry => Leaves(
            $"{keys}{(map.TryGetValue("$type", out var mark) ? mark : "")}/{entry.Key}", entry.Value)),
        Value.List list => list.Items.SelectMany(item => Leaves(keys + "/[]", item)),
        _ => [(keys, value)],
    };
}
