using System.Collections.Immutable;
using System.Text.Json;
using Timeline.Benchmarks.Ratios;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Benchmarks.Crdts;

/// <summary>What merging costs for states that hold much and differ in little, and what writing and reading them costs.</summary>
internal static class CrdtRatios
{
    // 50 MB/s writing, and as much reading.
    private const double NanosecondsOfByte = 40;

    public static IEnumerable<Contest> All() => Merging().Concat(Coding());

    private static IEnumerable<Contest> Merging()
    {
        var set = CrdtData.Set();
        var (left, right) = (CrdtData.Changed(set, CrdtData.A, 0), CrdtData.Changed(set, CrdtData.B, 100));
        yield return Contest.OfTime(
            "merge of 100,000 that differ in 10", Microseconds(50), () => left.Merge(right));
        var (ours, theirs) = (set.ToImmutableHashSet(), right.ToImmutableHashSet());
        yield return Contest.OfTime(
            "the same beside a union", "ImmutableHashSet", 0.01, () => ours.Union(theirs), () => left.Merge(right));
        yield return Contest.OfTime("delta of 10 changes in 100,000", Microseconds(50), () => right.Delta(set));
        var far = CrdtData.Known(CrdtJson.Read<OrSet<string>>(CrdtJson.ToUtf8(set)));
        var delta = CrdtData.Known(CrdtJson.Read<OrSet<string>>(CrdtJson.ToUtf8(right.Delta(set))));
        _ = far.Count;
        yield return Contest.OfTime("merge of that delta where nothing is shared", Microseconds(50), () => far.Merge(delta));
        var (up, down) = (CrdtData.Counter(0), CrdtData.Counter(1));
        yield return Contest.OfTime("PN-Counter of 1,000 replicas, nothing shared", Microseconds(30), () => up.Merge(down));
        var (ahead, aside) = (CrdtData.Ahead(up, 0), CrdtData.Ahead(up, 25));
        yield return Contest.OfTime("PN-Counter of 1,000 replicas, ten differ on each side", Microseconds(30), () => ahead.Merge(aside));
        var (one, two) = (CrdtData.Vector(0), CrdtData.Vector(1));
        yield return Contest.OfTime("version vector of 1,000, nothing shared", Microseconds(30), () => one.Join(two));
        var (mine, other) = (one.Entries.ToDictionary(), two.Entries.ToDictionary());
        yield return Contest.OfTime(
            "the same beside a larger-of-both by hand", "Dictionary", 1,
            () => LargerOfBoth(mine, other), () => one.Join(two));
        var grown = one.With(CrdtData.A, 9);
        yield return Contest.OfTime("version vector of 1,000, one differs", Microseconds(1), () => one.Join(grown));
    }

    private static Dictionary<ReplicaId, long> LargerOfBoth(Dictionary<ReplicaId, long> mine, Dictionary<ReplicaId, long> other)
    {
        var joined = new Dictionary<ReplicaId, long>(mine);
        foreach (var (replica, steps) in other)
            joined[replica] = Math.Max(steps, joined.GetValueOrDefault(replica));
        return joined;
    }

    private static IEnumerable<Contest> Coding()
    {
        yield return Coded("OR-Set of 100,000 texts", CrdtData.Set());
        var (texts, set) = (CrdtData.Set().ToList(), CrdtData.Set());
        yield return Contest.OfTime(
            "the same beside a list of these texts", "System.Text.Json", 2,
            () => JsonSerializer.Deserialize<List<string>>(JsonSerializer.SerializeToUtf8Bytes(texts)),
            () => CrdtData.Known(CrdtJson.Read<OrSet<string>>(CrdtJson.ToUtf8(set))));
        yield return Coded("PN-Counter of 1,000 replicas", CrdtData.Counter(0));
        yield return Coded("LWW-Map of 10,000 texts to numbers", CrdtData.Map());
    }

    private static Contest Coded<TCrdt>(string name, TCrdt state)
        where TCrdt : class, ICrdt<TCrdt>
    {
        var bytes = CrdtJson.ToUtf8(state).Length;
        var timed = Contest.OfTime(
            $"{name}, written and read", TimeSpan.FromMicroseconds(bytes * NanosecondsOfByte / 1000),
            () => CrdtData.Known(CrdtJson.Read<TCrdt>(CrdtJson.ToUtf8(state))));
        return timed with { Peer = "50 MB/s each way" };
    }

    private static TimeSpan Microseconds(int most) => TimeSpan.FromMicroseconds(most);
}
