using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>Equality of values up to the order of lists: a value does not tell which of its lists are sets.</summary>
internal static class UnorderedEquality
{
    /// <summary>Whether two values are the same once all lists in them are in one order. O(size · log size).</summary>
    public static bool Same(Value left, Value right) => Ordered(left).Equals(Ordered(right));

    private static Value Ordered(Value value) => value switch
    {
        Value.List list => Value.List.From(
            list.Items.Select(Ordered).OrderBy(item => item.ToString(), StringComparer.Ordinal)),
        Value.Map map => Value.Map.From(
            map.Keys.Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Ordered(map[key])))),
        _ => value,
    };
}
