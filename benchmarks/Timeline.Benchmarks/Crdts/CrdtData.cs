using System.Globalization;
using LanguageExt;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Benchmarks.Crdts;

/// <summary>States of the sizes that the requirements name.</summary>
internal static class CrdtData
{
    public const int Members = 100_000;
    public const int Replicas = 1_000;

    public static readonly ReplicaId A = ReplicaId.Of("a");

    public static readonly ReplicaId B = ReplicaId.Of("b");

    public static string Member(int i) => string.Create(CultureInfo.InvariantCulture, $"member {i * 7919 % 1_000_003}");

    /// <summary>A set that two replicas have filled.</summary>
    public static OrSet<string> Set(int members = Members) => OrSet<string>.Empty
        .AddRange(A, Enumerable.Range(0, members / 2).Select(Member))
        .AddRange(B, Enumerable.Range(members / 2, members / 2).Select(Member));

    /// <summary>The set after five additions and five removals of a replica.</summary>
    public static OrSet<string> Changed(OrSet<string> set, ReplicaId replica, int from) => set
        .RemoveRange(Enumerable.Range(from, 5).Select(i => Member(i * 977 % set.Count)))
        .AddRange(replica, Enumerable.Range(from, 5).Select(i => $"new {i}"));

    /// <summary>What each replica has counted; those whose number leaves a rest have counted on. Nothing is shared.</summary>
    public static PNCounter Counter(int rest, int replicas = Replicas) => Enumerable.Range(0, replicas).Aggregate(PNCounter.Empty, (counter, i) =>
        Known(Known(counter.Add(Replica(i), 1000 + i)).Add(Replica(i), -(i % 2 == rest ? 7 : 3))));

    /// <summary>The counter, with a change of each of ten replicas more.</summary>
    public static PNCounter Ahead(PNCounter counter, int first) => Enumerable.Range(0, 10).Aggregate(counter, (counted, i) =>
        Known(counted.Add(Replica(first + (i * 5)), 1)));

    public static VersionVector Vector(int rest, int replicas = Replicas) => VersionVector.From(Enumerable.Range(0, replicas)
        .Select(i => KeyValuePair.Create(Replica(i), (long)(i % 2 == rest ? i + 100 : i + 50))));

    public static LwwMap<string, long> Map() => Enumerable.Range(0, 10_000).Aggregate(LwwMap<string, long>.Empty, (map, i) =>
        map.Set(Member(i), i, new WriteStamp(1_700_000_000_000 + i, i % 2 == 0 ? A : B)));

    public static T Known<T>(Either<TimelineError, T> answer) =>
        answer.Match(value => value, error => throw new InvalidOperationException(error.Message));

    private static ReplicaId Replica(int i) => ReplicaId.Of(string.Create(CultureInfo.InvariantCulture, $"replica {i}"));
}
