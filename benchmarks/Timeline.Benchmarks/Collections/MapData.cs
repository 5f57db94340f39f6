using System.Collections.Immutable;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>The same entries in every kind of map, and keys to ask for in an order that has nothing to do with theirs.</summary>
internal sealed class MapData<TKey>
    where TKey : notnull
{
    public MapData(int count, Func<int, TKey> key)
    {
        var random = new Random(20130201);
        Pairs = [.. Enumerable.Range(0, count).Select(i => KeyValuePair.Create(key(i), i))];
        // Keys equal to the stored ones but not the same objects, as a program has that reads them from elsewhere.
        Probes = [.. Enumerable.Range(0, Math.Min(count, 100_000)).Select(_ => key(random.Next(count)))];
        Dictionary = new Dictionary<TKey, int>(Pairs);
        Ours = PersistentMap<TKey, int>.From(Pairs);
    }

    public KeyValuePair<TKey, int>[] Pairs { get; }

    public TKey[] Probes { get; }

    public Dictionary<TKey, int> Dictionary { get; }

    public PersistentMap<TKey, int> Ours { get; }

    public ImmutableDictionary<TKey, int> Immutable => field ??= ImmutableDictionary.CreateRange(Pairs);

    public HashMap<TKey, int> LanguageExt => (_languageExt ??= [Prelude.toHashMap(Pairs.Select(pair => (pair.Key, pair.Value)))])[0];

    private HashMap<TKey, int>[]? _languageExt;

    public static string Text(int i) => $"key{(uint)i * 2654435761u % 1_000_000:000000}";
}
