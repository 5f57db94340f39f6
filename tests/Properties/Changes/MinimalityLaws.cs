using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

public sealed class MinimalityLaws
{
    [Fact]
    public void One_edit_of_a_list_is_at_most_one_change() =>
        Tape.Holds(
            tape =>
            {
                var list = ScalarList(tape);
                return (Before: list, After: Edits.Here(tape, list));
            },
            pair => Assert.True(Diff.Between(pair.Before, pair.After).Count <= 1),
            1000);

    [Fact]
    public void One_edit_anywhere_is_at_most_one_change() =>
        Tape.Holds(
            tape =>
            {
                var before = Documents.Document(tape);
                return (Before: before, After: Replacing(tape, before));
            },
            pair => Assert.True(Diff.Between(pair.Before, pair.After).Count <= 1, $"{Diff.Between(pair.Before, pair.After)}"),
            1000);

    [Fact]
    public void The_patch_of_scalar_lists_is_no_longer_than_a_longest_common_subsequence_leaves() =>
        Tape.Holds(
            tape => (Before: ScalarList(tape), After: ScalarList(tape)),
            pair =>
            {
                var common = LongestCommonSubsequence(pair.Before, pair.After);
                var patch = Diff.Between(pair.Before, pair.After);
                Assert.True(patch.Count <= pair.Before.Count + pair.After.Count - (2 * common));
                Assert.False(patch.Approximate);
            },
            1000);

    [Fact]
    public void An_alignment_is_a_longest_common_subsequence() =>
        Tape.Holds(
            tape => (Before: ScalarList(tape), After: ScalarList(tape)), pair => AssertLongest(pair.Before, pair.After), 1000);

    /// <summary>Too long to look at all pairs, so that another algorithm finds it.</summary>
    [Fact]
    public void An_alignment_of_long_lists_is_a_longest_common_subsequence_too() =>
        Tape.Holds(
            tape => (Before: LongList(tape), After: LongList(tape)), pair => AssertLongest(pair.Before, pair.After), 60);

    [Fact]
    public void Sliding_what_is_new_or_gone_leaves_an_alignment_as_long() =>
        Tape.Holds(
            tape => (Before: ScalarList(tape), After: ScalarList(tape)),
            pair =>
            {
                var (names, before, after) = Tokens(pair.Before, pair.After);
                var matches = SequenceAlignment.Align(before, after, names, new WorkBudget(0));
                int[] slid = [.. matches];
                SequenceSliding.Settle(before, after, slid, new WorkBudget(1 << 20));
                Assert.Equal(matches.Count(match => match >= 0), slid.Count(match => match >= 0));
                AssertAligned(before, after, slid);
            },
            1000);

    [Fact]
    public void Reordering_named_elements_takes_as_many_moves_as_an_increasing_subsequence_leaves() =>
        Tape.Holds(
            tape =>
            {
                int[] order = [.. Enumerable.Range(0, tape.Below(12)).OrderBy(_ => tape.Below(1000))];
                return (Before: Named(Enumerable.Range(0, order.Length)), After: Named(order), Order: order);
            },
            made =>
            {
                var patch = Diff.Between(made.Before, made.After, new DiffOptions { IdentityKeys = ["id"] });
                Assert.All(patch.Changes, change => Assert.IsType<Change.Moved>(change));
                Assert.Equal(made.Order.Length - LongestIncreasing(made.Order), patch.Count);
            });

    [Fact]
    public void Reordering_keys_takes_as_many_moves_as_an_increasing_subsequence_leaves() =>
        Tape.Holds(
            tape => Enumerable.Range(0, tape.Below(25)).OrderBy(_ => tape.Below(1000)).ToArray(),
            order =>
            {
                var before = Keyed(Enumerable.Range(0, order.Length));
                var patch = Diff.Between(before, Keyed(order), new DiffOptions { KeyOrder = true });
                Assert.Equal(order.Length - LongestIncreasing(order), patch.Count);
            });

    private static void AssertLongest(Value.List one, Value.List other)
    {
        var (names, before, after) = Tokens(one, other);
        var matches = SequenceAlignment.Align(before, after, names, new WorkBudget(1 << 22));
        Assert.Equal(LongestCommonSubsequence(one, other), matches.Count(match => match >= 0));
        AssertAligned(before, after, matches);
    }

    private static void AssertAligned(int[] before, int[] after, int[] matches)
    {
        Assert.All(matches.Index().Where(match => match.Item >= 0), match => Assert.Equal(before[match.Index], after[match.Item]));
        Assert.Equal(matches.Where(match => match >= 0).Distinct().Order(), matches.Where(match => match >= 0));
    }

    private static (List<Value> Names, int[] Before, int[] After) Tokens(Value.List before, Value.List after)
    {
        var names = before.Items.Concat(after.Items).Distinct().ToList();
        return (names, [.. before.Items.Select(value => names.IndexOf(value))], [.. after.Items.Select(value => names.IndexOf(value))]);
    }

    private static Value.List LongList(Tape tape)
    {
        var (seed, values) = (1 + tape.Below(1000), 2 + tape.Below(5));
        var items = Enumerable.Range(0, 70 + tape.Below(60)).Select(i => Value.Of((long)(i * seed * (i + seed) / 7 % values)));
        return Value.List.From(items);
    }

    private static Value.List ScalarList(Tape tape)
    {
        var items = new List<Value>();
        for (var i = tape.Below(16); i > 0; i--) items.Add(Value.Of((long)tape.Below(4)));
        return Value.List.From(items);
    }

    /// <summary>One scalar or container set, added or removed somewhere; no moves.</summary>
    private static Value Replacing(Tape tape, Value value)
    {
        switch (value)
        {
            case Value.Map map when map.Count > 0:
                var key = map.Keys[tape.Below(map.Count)];
                return tape.Below(4) switch
                {
                    0 when map.Count > 1 => map.Remove(key),
                    1 => map.Set("fresh", Documents.Scalar(tape)),
                    _ => map.Set(key, Replacing(tape, map[key])),
                };
            case Value.List list when list.Count > 0:
                var at = tape.Below(list.Count);
                return tape.Below(4) switch
                {
                    0 => list.RemoveAt(at),
                    1 => list.InsertAt(at, Documents.Scalar(tape)),
                    _ => list.SetAt(at, Replacing(tape, list[at])),
                };
            default:
                return Documents.Scalar(tape);
        }
    }

    private static Value.List Named(IEnumerable<int> ids) => Value.List.From(
        ids.Select(id => Value.Map.Empty.Set("id", Value.Of((long)id)).Set("a", Value.Of(true))));

    private static Value.Map Keyed(IEnumerable<int> keys) => Value.Map.From(
        keys.Select(key => KeyValuePair.Create($"k{key}", Value.Of((long)key))));

    private static int LongestCommonSubsequence(Value.List before, Value.List after)
    {
        var lengths = new int[after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var diagonal = 0;
            for (var j = after.Count - 1; j >= 0; j--)
            {
                var below = lengths[j];
                lengths[j] = before[i].Equals(after[j]) ? diagonal + 1 : Math.Max(below, lengths[j + 1]);
                diagonal = below;
            }
        }

        return lengths[0];
    }

    private static int LongestIncreasing(int[] numbers)
    {
        var lengths = new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
            lengths[i] = 1 + Enumerable.Range(0, i).Where(j => numbers[j] < numbers[i]).Select(j => lengths[j]).DefaultIfEmpty().Max();
        return lengths.DefaultIfEmpty().Max();
    }
}
