using System.Collections.Immutable;
using LanguageExt;
using Microsoft.FSharp.Collections;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>The same entries in every kind of map, and two versions of ours with ten changes each.</summary>
/// <remarks>To make a million of every kind takes longer than to measure one of them, so that a process keeps them.</remarks>
internal sealed class MapPeers<TKey>
    where TKey : notnull, IComparable<TKey>
{
    private const int MostAsked = 1000;

    private static readonly Dictionary<int, MapPeers<TKey>> Kept = [];

    private MapPeers(int count, Func<int, TKey> key)
    {
        var random = new Random(20130201);
        Pairs = [.. Enumerable.Range(0, count).Select(i => KeyValuePair.Create(key(i), i))];
        Asked = [.. Enumerable.Range(0, MostAsked).Select(_ => key(random.Next(count)))];
        Dictionary = new Dictionary<TKey, int>(Pairs);
        Immutable = ImmutableDictionary.CreateRange(Pairs);
        Sorted = ImmutableSortedDictionary.CreateRange(Pairs);
        LanguageExt = Prelude.toHashMap(Pairs.Select(pair => (pair.Key, pair.Value)));
        FSharp = MapModule.OfSeq(Pairs.Select(pair => Tuple.Create(pair.Key, pair.Value)));
        Ours = PersistentMap<TKey, int>.From(Pairs);
        Left = Asked[..10].Aggregate(Ours, (map, key) => map.Set(key, -1));
        Right = Asked[10..20].Aggregate(Ours, (map, key) => map.Set(key, -2));
    }

    public KeyValuePair<TKey, int>[] Pairs { get; }

    public TKey[] Asked { get; }

    public Dictionary<TKey, int> Dictionary { get; }

    public ImmutableDictionary<TKey, int> Immutable { get; }

    public ImmutableSortedDictionary<TKey, int> Sorted { get; }

    public HashMap<TKey, int> LanguageExt { get; }

    public FSharpMap<TKey, int> FSharp { get; }

    public PersistentMap<TKey, int> Ours { get; }

    public PersistentMap<TKey, int> Left { get; }

    public PersistentMap<TKey, int> Right { get; }

    public static MapPeers<TKey> Of(int count, Func<int, TKey> key)
    {
        if (!Kept.TryGetValue(count, out var peers)) Kept.Add(count, peers = new MapPeers<TKey>(count, key));
        return peers;
    }
}
