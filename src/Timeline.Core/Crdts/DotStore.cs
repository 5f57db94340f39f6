using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>What is held at which dots ("DotFun"): joined, compared and pruned under two contexts.</summary>
internal static class DotStore
{
    // Where a context has so many times fewer dots than a store, they are looked up one by one.
    private const int FewTimes = 8;

    /// <summary>Whether a context is so small beside a store that its dots are looked up there one by one.</summary>
    internal static bool IsFew(CausalContext context, int held) => context.HasAtMost(held / FewTimes);

    /// <summary>
    /// What both hold, or one of them and the other never saw. A dot has one value, unless somebody forged it; then
    /// the same one of the two is taken everywhere.
    /// </summary>
    /// <remarks>
    /// Two versions of one state are walked together and cost what differs; a small state, as a delta is, costs what it
    /// holds, whatever the other does.
    /// </remarks>
    internal static PersistentMap<Dot, T> Join<T>(
        PersistentMap<Dot, T> ours, CausalContext ourContext, PersistentMap<Dot, T> theirs, CausalContext theirContext,
        Func<T, T, T> same)
    {
        if (ReferenceEquals(ours, theirs))
            return ours;
        if (IsFew(theirContext, ours.Count))
            return Absorb(ours, ourContext, theirs, theirContext, same);
        return IsFew(ourContext, theirs.Count)
            ? Absorb(theirs, theirContext, ours, ourContext, same)
            : ours.Join(theirs, new Surviving<T>(ourContext, theirContext, same));
    }

    /// <summary>
    /// What an older state never saw, or has otherwise. The dots that a delta must also know go into a list: those that
    /// the older state holds and that are removed here, and those at which it has something else.
    /// </summary>
    internal static PersistentMap<Dot, T> Since<T>(
        PersistentMap<Dot, T> now, CausalContext context, PersistentMap<Dot, T> since, CausalContext sinceContext,
        List<Dot> known)
    {
        var added = new PersistentMap<Dot, T>.Builder();
        foreach (var change in since.Diff(now))
        {
            if (change is MapChange<Dot, T>.Removed)
            {
                if (context.Contains(change.Key))
                    known.Add(change.Key);
            }
            else if (change is MapChange<Dot, T>.Replaced || !sinceContext.Contains(change.Key))
            {
                // A dot that stands for something else now is no news to the contexts, and the delta must know it.
                if (sinceContext.Contains(change.Key))
                    known.Add(change.Key);
                added.Set(change.Key, now[change.Key]);
            }
        }
        return added.ToMap();
    }

    /// <summary>The context without replicas that have left and of which no dot is held.</summary>
    internal static CausalContext Prune(
        IEnumerable<Dot> held, CausalContext context, IEnumerable<ReplicaId> departed)
    {
        ArgumentNullException.ThrowIfNull(departed);
        var holding = held.Select(dot => dot.Replica).ToHashSet();
        return context.Prune(departed.Where(replica => !holding.Contains(replica)));
    }

    private static PersistentMap<Dot, T> Absorb<T>(
        PersistentMap<Dot, T> large, CausalContext largeContext, PersistentMap<Dot, T> small,
        CausalContext smallContext, Func<T, T, T> same)
    {
        var joined = large.ToBuilder();
        foreach (var (dot, value) in small)
        {
            if (large.TryGetValue(dot, out var held))
                joined.Set(dot, same(held, value));
            else if (!largeContext.Contains(dot))
                joined.Set(dot, value);
        }
        foreach (var dot in smallContext.DotsUnordered)
        {
            if (!small.ContainsKey(dot))
                _ = joined.Remove(dot);
        }
        return joined.ToMap();
    }

    private readonly struct Surviving<T>(CausalContext ourContext, CausalContext theirContext, Func<T, T, T> same)
        : IMapJoin<Dot, T>
    {
        public bool KeepsAll => false;

        public bool SameKey(Dot left, Dot right) => left.Equals(right);

        public JoinedFrom Ours(Dot key, T value, out T joined)
        {
            joined = value;
            return theirContext.Contains(key) ? JoinedFrom.Nothing : JoinedFrom.Ours;
        }

        public JoinedFrom Theirs(Dot key, T value, out T joined)
        {
            joined = value;
            return ourContext.Contains(key) ? JoinedFrom.Nothing : JoinedFrom.Theirs;
        }

        public JoinedFrom Both(Dot key, T ours, T theirs, out T joined)
        {
            joined = ours;
            if (PersistentMap<Dot, T>.SameValue(ours, theirs))
                return JoinedFrom.Both;
            joined = same(ours, theirs);
            return PersistentMap<Dot, T>.SameValue(joined, ours) ? JoinedFrom.Ours
                : PersistentMap<Dot, T>.SameValue(joined, theirs) ? JoinedFrom.Theirs
                : JoinedFrom.Neither;
        }
    }
}
