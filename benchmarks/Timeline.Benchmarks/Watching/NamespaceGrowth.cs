using Timeline.Benchmarks.Growth;
using Timeline.Namespaces;
using Timeline.Storage;
using Timeline.Watching;

namespace Timeline.Benchmarks.Watching;

/// <summary>What a namespace that is kept in a store promises: a set costs the same however many keys there are.</summary>
internal static class NamespaceGrowth
{
    private static readonly int[] Keys = [500, 4_000, 32_000, 256_000];

    public static IEnumerable<GrowthLaw> Laws { get; } = [new("set-key", Bound.Logarithmic, Keys, Setting)];

    private static Work Setting(int keys)
    {
        Registry registry = new(new() { Journal = new() { Store = new MemoryHistoryStore() } });
        var space = registry.WatchNamespace(
            "config", Enumerable.Range(0, keys).Select(i => KeyValuePair.Create($"key{i}", (object?)i)));
        var made = 0;
        return new(() => space.Set($"key{++made * 104_729L % keys}", -made), registry);
    }
}
