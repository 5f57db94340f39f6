using System.Globalization;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>How Value JSON refers to objects, and how content is kept from passing for a reference.</summary>
internal static class References
{
    private const string Object = "obj";
    private const string Content = "content";

    /// <summary>The reference to an object: <c>{"obj": id}</c>.</summary>
    internal static Value To(long id) => Single(Object, Value.Of(id));

    /// <summary>The id that a value refers to; null if it is no reference.</summary>
    internal static long? IdIn(Value json) =>
        json is Value.Map { Count: 1 } map && map.TryGetValue(Object, out var id) && id is Value.Number
            && long.TryParse(id.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var found)
            ? found
            : null;

    /// <summary>Whether a value has the form of a reference, also to what is no id.</summary>
    internal static bool IsReference(Value json) => json is Value.Map { Count: 1 } map && map.ContainsKey(Object);

    /// <summary>Content as Value JSON: a map with the one key that a reference has stands in one of its own.</summary>
    /// <remarks>Where references could stand: as a whole, and within lists of lists. O(elements).</remarks>
    internal static Value Escaped(Value content) => content switch
    {
        Value.Map map when IsMarked(map) => Single(Content, content),
        Value.List list => Mapped(list, Escaped),
        _ => content,
    };

    /// <summary>What is content in Value JSON without its mark; null if it is none.</summary>
    internal static Value? ContentIn(Value json) =>
        json is Value.Map { Count: 1 } map && map.TryGetValue(Content, out var content) ? content : null;

    /// <summary>Whether a key has a meaning of its own.</summary>
    internal static bool IsMark(string key) => key is Object or Content;

    private static bool IsMarked(Value.Map map) =>
        map.Count == 1 && (map.ContainsKey(Object) || map.ContainsKey(Content));

    private static Value.List Mapped(Value.List list, Func<Value, Value> change)
    {
        var index = 0;
        var mapped = list;
        foreach (var item in list)
        {
            var changed = change(item);
            if (!ReferenceEquals(changed, item)) mapped = mapped.SetAt(index, changed);
            index++;
        }

        return mapped;
    }

    private static Value.Map Single(string key, Value value) => Value.Map.Empty.Set(key, value);
}
