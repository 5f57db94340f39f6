using Timeline.Values;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>Changes of a document without a meaning of its own: keys, nested maps, lists.</summary>
internal static class PlainDocument
{
    public static Value Empty { get; } = Right(Json.Parse("""{"title":"new","tags":["a","b","c"],"size":{"w":1,"h":2}}"""));

    /// <summary>The document with one to three changes.</summary>
    public static Value Change(Value value, Random lots)
    {
        for (var left = 1 + lots.Next(3); left > 0; left--) value = Once((Value.Map)value, lots);
        return value;
    }

    private static Value.Map Once(Value.Map map, Random lots)
    {
        var key = $"k{lots.Next(4)}";
        return lots.Next(8) switch
        {
            0 => map.Remove(key),
            1 or 2 => map.Set("tags", Edited(map, "tags", lots)),
            3 => map.Set("size", Right(Json.Parse($$"""{"w":{{lots.Next(3)}},"h":{{lots.Next(3)}},"{{key}}":null}"""))),
            4 => map.Set("title", Value.Of($"title {lots.Next(3)}")),
            5 => map.Set(key, Right(Json.Parse($$"""[{"id":{{lots.Next(3)}}},{"id":{{3 + lots.Next(3)}},"n":{{lots.Next(3)}}}]"""))),
            _ => map.Set(key, Value.Of(lots.Next(3))),
        };
    }

    private static Value.List Edited(Value.Map map, string key, Random lots)
    {
        var list = map.TryGetValue(key, out var found) && found is Value.List it ? it : Value.List.Empty;
        var item = Value.Of($"{(char)('a' + lots.Next(6))}");
        return lots.Next(3) switch
        {
            0 when list.Count > 0 => list.RemoveAt(lots.Next(list.Count)),
            1 when list.Count > 0 => list.SetAt(lots.Next(list.Count), item),
            _ => list.InsertAt(lots.Next(list.Count + 1), item),
        };
    }
}
