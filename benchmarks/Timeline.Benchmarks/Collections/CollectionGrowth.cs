using Timeline.Benchmarks.Growth;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>What the collections promise: the height of a tree, however much they hold.</summary>
internal static class CollectionGrowth
{
    private const int Places = 32;

    public static IEnumerable<GrowthLaw> Laws { get; } =
    [
        GrowthLaw.Of("map-get", Bound.Logarithmic, GrowthLaw.Decades, Get, Places),
        GrowthLaw.Of("map-set", Bound.Logarithmic, GrowthLaw.Decades, Set, Places),
        GrowthLaw.Of("list-get", Bound.Logarithmic, GrowthLaw.Decades, At, Places),
        GrowthLaw.Of("list-insert", Bound.Logarithmic, GrowthLaw.Decades, Insert, Places),
    ];

    private static Func<object?> Get(int size)
    {
        var (map, keys) = Map(size);
        return () =>
        {
            var sum = 0L;
            foreach (var key in keys) sum += map[key];
            return sum < 0 ? map : null;
        };
    }

    private static Func<object?> Set(int size)
    {
        var (map, keys) = Map(size);
        return () =>
        {
            object? last = null;
            foreach (var key in keys) last = map.Set(key, -1);
            return last;
        };
    }

    private static Func<object?> At(int size)
    {
        var (list, places) = List(size);
        return () =>
        {
            var sum = 0L;
            foreach (var place in places) sum += list[place];
            return sum < 0 ? list : null;
        };
    }

    private static Func<object?> Insert(int size)
    {
        var (list, places) = List(size);
        return () =>
        {
            object? last = null;
            foreach (var place in places) last = list.InsertAt(place, -1);
            return last;
        };
    }

    private static (PersistentMap<string, int> Map, string[] Keys) Map(int size) => (
        PersistentMap<string, int>.From(Enumerable.Range(0, size).Select(i => KeyValuePair.Create(Key(i), i))),
        [.. Indices(size).Select(Key)]);

    private static (PersistentList<int> List, int[] Places) List(int size) =>
        (PersistentList<int>.From(Enumerable.Range(0, size)), Indices(size));

    private static int[] Indices(int size)
    {
        var random = new Random(20130201);
        return [.. Enumerable.Range(0, Places).Select(_ => random.Next(size))];
    }

    private static string Key(int i) => $"key{i:000000}";
}
