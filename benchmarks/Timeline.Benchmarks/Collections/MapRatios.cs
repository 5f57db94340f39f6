using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;
using Timeline.Collections;

namespace Timeline.Benchmarks.Collections;

/// <summary>The required figures of the map.</summary>
internal static class MapRatios
{
    private static readonly int[] Few = [100, 10_000];

    public static IEnumerable<Contest> OfTexts() => Few.SelectMany(count => Of(Texts(count), Size(count, "text")));

    public static IEnumerable<Contest> OfIntegers() => Few.SelectMany(count => Of(Integers(count), Size(count, "int")));

    public static IEnumerable<Contest> OfManyTexts(Effort effort) => OfMany(Texts(Many(effort)), Size(Many(effort), "text"));

    public static IEnumerable<Contest> OfManyIntegers(Effort effort) => OfMany(Integers(Many(effort)), Size(Many(effort), "int"));

    // To make the peers of 1,000,000 entries takes longer than a quick look may.
    private static int Many(Effort effort) => effort.Of(1_000_000, 100_000);

    private static MapData<string> Texts(int count) => new(count, i => $"key{i:000000}");

    private static MapData<int> Integers(int count) => new(count, i => i);

    private static string Size(int count, string kind) => $"{count:N0} {kind}";

    private static IEnumerable<Contest> Of<TKey>(MapData<TKey> data, string size)
        where TKey : notnull =>
        Single(data, size).Concat(Whole(data, size));

    private static IEnumerable<Contest> OfMany<TKey>(MapData<TKey> data, string size)
        where TKey : notnull =>
        Of(data, size).Concat(Versions(data, size));

    private static IEnumerable<Contest> Single<TKey>(MapData<TKey> data, string size)
        where TKey : notnull
    {
        yield return Contest.OfTime(
            $"get {size}", "Dictionary", 1.2,
            () => Gets(data.Dictionary, data.Probes), () => Gets(data.Ours, data.Probes), data.Probes.Length);
        yield return Contest.OfTime(
            $"get {size}", "LanguageExt HashMap", 0.75,
            () => Gets(data.LanguageExt, data.Probes), () => Gets(data.Ours, data.Probes), data.Probes.Length);
        yield return Contest.OfTime(
            $"set {size}", "LanguageExt HashMap", 0.9,
            () => Sets(data, static (data, key) => data.LanguageExt.SetItem(key, -1)),
            () => Sets(data, static (data, key) => data.Ours.Set(key, -1)), data.Probes.Length);
        yield return Contest.OfTime(
            $"set {size}", "ImmutableDictionary", 0.3,
            () => Sets(data, static (data, key) => data.Immutable.SetItem(key, -1)),
            () => Sets(data, static (data, key) => data.Ours.Set(key, -1)), data.Probes.Length);
    }

    private static IEnumerable<Contest> Whole<TKey>(MapData<TKey> data, string size)
        where TKey : notnull
    {
        var count = data.Pairs.Length;
        yield return Contest.OfTime(
            $"build {size}", "Dictionary, one by one", 1.0,
            () => Filled(data.Pairs),
            () => PersistentMap<TKey, int>.From(data.Pairs), count);
        yield return Contest.OfTime(
            $"build by builder {size}", "Dictionary, one by one", 1.0,
            () => Filled(data.Pairs),
            () => Built(data.Pairs), count);
        yield return Contest.OfTime(
            $"enumerate {size}", "LanguageExt HashMap", 0.06,
            () => Sum(data.LanguageExt), () => Sum(data.Ours), count);
        yield return Contest.OfMemory(
            $"memory {size}", "Dictionary", 1.0,
            () => new Dictionary<TKey, int>(data.Pairs), () => PersistentMap<TKey, int>.From(data.Pairs), count);
    }

    private static IEnumerable<Contest> Versions<TKey>(MapData<TKey> data, string size)
        where TKey : notnull
    {
        var ours = data.Ours;
        var immutable = data.Immutable;
        var (left, right) = (ours, ours);
        var (peerLeft, peerRight) = (immutable, immutable);
        for (var i = 0; i < 10; i++)
        {
            left = left.Set(data.Probes[i], -1);
            right = right.Set(data.Probes[100 + i], -2);
            peerLeft = peerLeft.SetItem(data.Probes[i], -1);
            peerRight = peerRight.SetItem(data.Probes[100 + i], -2);
        }
        var copy = PersistentMap<TKey, int>.From(data.Pairs);
        yield return Contest.OfTime(
            $"diff of 10 changes {size}", "ImmutableDictionary", 1.0 / 5000,
            () => Differences(immutable, peerLeft), () => ours.Diff(left));
        yield return Contest.OfTime(
            $"equal, nothing shared {size}", TimeSpan.FromMilliseconds(30), () => ours.Equals(copy) ? copy : null);
        yield return Contest.OfTime(
            $"merge of 10 and 10 {size}", "ImmutableDictionary", 1.0 / 5000,
            () => Differences(immutable, peerRight).Aggregate(peerLeft, (sum, pair) => sum.SetItem(pair.Key, pair.Value)),
            () => PersistentMap<TKey, int>.Merge(ours, left, right, static conflict => conflict.Ours));
    }

    /// <summary>The fastest way found with the peer: both enumerators in step, which holds for versions of one tree shape.</summary>
    private static List<KeyValuePair<TKey, int>> Differences<TKey>(
        System.Collections.Immutable.ImmutableDictionary<TKey, int> before,
        System.Collections.Immutable.ImmutableDictionary<TKey, int> after)
        where TKey : notnull
    {
        var changes = new List<KeyValuePair<TKey, int>>();
        using var left = before.GetEnumerator();
        using var right = after.GetEnumerator();
        while (left.MoveNext() && right.MoveNext())
        {
            if (left.Current.Value != right.Current.Value)
                changes.Add(right.Current);
        }
        return changes;
    }

    // Without a delegate for each key: it would cost both sides as much as a look-up in the cache, and keep the
    // processor from beginning the next look-up while it waits for the last.
    private static object? Gets<TKey>(PersistentMap<TKey, int> map, TKey[] keys)
        where TKey : notnull
    {
        var sum = 0L;
        foreach (var key in keys)
            sum += map[key];
        return sum == long.MinValue ? map : null;
    }

    private static object? Gets<TKey>(Dictionary<TKey, int> map, TKey[] keys)
        where TKey : notnull
    {
        var sum = 0L;
        foreach (var key in keys)
            sum += map[key];
        return sum == long.MinValue ? map : null;
    }

    private static object? Gets<TKey>(LanguageExt.HashMap<TKey, int> map, TKey[] keys)
    {
        var sum = 0L;
        foreach (var key in keys)
            sum += map[key];
        return sum == long.MinValue ? keys : null;
    }

    private static object? Sets<TKey, TMap>(MapData<TKey> data, Func<MapData<TKey>, TKey, TMap> set)
        where TKey : notnull
    {
        var last = default(TMap);
        foreach (var key in data.Probes)
            last = set(data, key);
        return last is null ? data : null;
    }

    /// <summary>The peer of building: not told the size beforehand, as a builder is not.</summary>
    private static Dictionary<TKey, int> Filled<TKey>(KeyValuePair<TKey, int>[] pairs)
        where TKey : notnull
    {
        var dictionary = new Dictionary<TKey, int>();
        foreach (var (key, value) in pairs)
            dictionary[key] = value;
        return dictionary;
    }

    private static PersistentMap<TKey, int> Built<TKey>(KeyValuePair<TKey, int>[] pairs)
        where TKey : notnull
    {
        var builder = new PersistentMap<TKey, int>.Builder();
        foreach (var (key, value) in pairs)
            builder.Set(key, value);
        return builder.ToMap();
    }

    private static object? Sum<TKey>(PersistentMap<TKey, int> map)
        where TKey : notnull
    {
        var sum = 0L;
        foreach (var (_, value) in map)
            sum += value;
        return sum == long.MinValue ? map : null;
    }

    private static object? Sum<TKey>(LanguageExt.HashMap<TKey, int> map)
    {
        var sum = 0L;
        foreach (var (_, value) in map)
            sum += value;
        return sum == long.MinValue ? "" : null;
    }
}
