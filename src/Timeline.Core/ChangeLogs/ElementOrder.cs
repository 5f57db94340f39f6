using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>The order in which the elements of a set are written, so that equal sets are equal values, and replay can
/// put an element where it belongs.</summary>
/// <remarks>
/// Null, then bools, numbers by their value, texts by ordinal, lists by their items, maps by their entries in the order
/// of keys; what is the beginning of another comes before it. Law: a total order, in which two values are at the same
/// place if they are equal.
/// </remarks>
internal sealed class ElementOrder : IComparer<Value>
{
    public static readonly ElementOrder Instance = new();

    private ElementOrder()
    {
    }

    public int Compare(Value? x, Value? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (Value.Bool one, Value.Bool other) => one.IsTrue.CompareTo(other.IsTrue),
        (Value.Number one, Value.Number other) => one.CompareMeaning(other),
        (Value.Text one, Value.Text other) => string.CompareOrdinal(one.Content, other.Content),
        (Value.List one, Value.List other) => Compare(one, other),
        (Value.Map one, Value.Map other) => Compare(one, other),
        _ => RankOf(x).CompareTo(RankOf(y)),
    };

    private static int RankOf(Value value) => value.Kind switch
    {
        ValueKind.Null => 0,
        ValueKind.Bool => 1,
        ValueKind.Number => 2,
        ValueKind.Text => 3,
        ValueKind.List => 4,
        _ => 5,
    };

    private int Compare(Value.List one, Value.List other)
    {
        foreach (var (item, its) in one.Items.Zip(other.Items))
        {
            if (Compare(item, its) is var order and not 0) return order;
        }

        return one.Count.CompareTo(other.Count);
    }

    private int Compare(Value.Map one, Value.Map other)
    {
        var (keys, its) = (Sorted(one), Sorted(other));
        for (var at = 0; at < Math.Min(keys.Length, its.Length); at++)
        {
            if (string.CompareOrdinal(keys[at], its[at]) is var order and not 0) return order;
            if (Compare(one[keys[at]], other[its[at]]) is var inner and not 0) return inner;
        }

        return keys.Length.CompareTo(its.Length);
    }

    private static string[] Sorted(Value.Map map) => [.. map.Keys.Order(StringComparer.Ordinal)];
}
