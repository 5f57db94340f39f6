using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>What can be forgotten once everybody knows it.</summary>
public sealed class PruningLaws
{
    private const int Cases = 10_000;

    private static readonly ReplicaId A = ReplicaId.Of("a");

    private static readonly ReplicaId B = ReplicaId.Of("b");

    [Fact]
    public void Retiring_a_replica_keeps_the_value_and_commutes_with_merging() => Law.Holds(History<PNCounter>.Codes, codes =>
    {
        var history = History<PNCounter>.Of(codes, new PNCounterSubject());
        // Two states that know the same of who left, and anything of the others.
        var left = history.States[^1].Crdt.Merge(history.Late(1).Crdt).Merge(history.Late(2).Crdt);
        var right = Outcome.Right(left.Add(B, codes.Length));
        var other = Outcome.Right(left.Add(ReplicaId.Of("c"), -3));
        Assert.Equal(left.Value, Outcome.Right(left.Retire(A, B)).Value);
        Assert.Equal(
            Outcome.Right(right.Merge(other).Retire(A, B)),
            Outcome.Right(right.Retire(A, B)).Merge(Outcome.Right(other.Retire(A, B))));
        var retired = Outcome.Right(right.Retire(A, B));
        Assert.Same(retired, Outcome.Right(retired.Retire(A, B)));
    }, Cases);

    [Fact]
    public void Retiring_a_replica_hands_its_rights_on_and_commutes_with_merging() => Law.Holds(History<BoundedCounter>.Codes, codes =>
    {
        var history = History<BoundedCounter>.Of(codes, new BoundedCounterSubject());
        var left = history.States[^1].Crdt.Merge(history.Late(1).Crdt).Merge(history.Late(2).Crdt);
        var c = ReplicaId.Of("c");
        // Two states that know the same of who left, and anything of the others, also of what they gave to it.
        var right = Outcome.Right(left.Increment(B, codes.Length).Bind(it => it.Transfer(B, A, codes.Length / 2)));
        var other = Outcome.Right(left.Increment(c, 9).Bind(it => it.Transfer(c, A, 3)).Bind(it => it.Transfer(c, B, 2)));
        Assert.Equal(left.Value, Outcome.Right(left.Retire(A, B)).Value);
        Assert.Equal(
            Outcome.Right(right.Merge(other).Retire(A, B)),
            Outcome.Right(right.Retire(A, B)).Merge(Outcome.Right(other.Retire(A, B))));
        foreach (var state in (BoundedCounter[])[left, right, other])
        {
            var retired = Outcome.Right(state.Retire(A, B));
            Assert.Equal((state.RightsOf(A) + state.RightsOf(B), state.RightsOf(c)), (retired.RightsOf(B), retired.RightsOf(c)));
            Assert.Equal(0, retired.RightsOf(A));
            Assert.Same(retired, Outcome.Right(retired.Retire(A, B)));
        }
    }, Cases);

    [Fact]
    public void Pruning_a_replica_of_which_nothing_is_held_keeps_the_value_and_commutes_with_merging() => Law.Holds(
        History<OrSet<int>>.Codes, codes =>
        {
            var history = History<OrSet<int>>.Of(codes, new OrSetSubject());
            var (one, two) = (history.Late(0).Crdt, history.Late(codes.Length / 2).Crdt);
            Assert.Equal(one.Order(), one.Prune([A]).Order());
            if (!HoldsOf(one, A) && !HoldsOf(two, A))
                Assert.Equal(one.Merge(two).Prune([A]), one.Prune([A]).Merge(two.Prune([A])));
        }, Cases);

    [Fact]
    public void Forgetting_removals_before_a_time_keeps_what_is_there() => Law.Holds(History<LwwMap<string, int>>.Codes, codes =>
    {
        var map = History<LwwMap<string, int>>.Of(codes, new LwwMapSubject()).Late(0).Crdt;
        var pruned = map.PruneRemoved(long.MaxValue);
        Assert.Equal(map.OrderBy(entry => entry.Key), pruned.OrderBy(entry => entry.Key));
        Assert.Same(pruned, pruned.PruneRemoved(long.MaxValue));
        Assert.Same(map, map.PruneRemoved(0));
        Assert.Equal(map, pruned.Merge(map));
    }, Cases);

    [Fact]
    public void A_counter_whose_stable_additions_became_one_goes_on_as_if_they_had_not() => Law.Holds(
        History<ResettableCounter>.Codes, codes =>
        {
            // All have seen all, and one of them compacts, while the others go on from what they have.
            var history = History<ResettableCounter>.Of(codes, new ResettableCounterSubject());
            var all = history.States.Aggregate((left, right) => left.Merge(right)).Crdt;
            var compact = all.Compact(A, all.Context.Vector);
            Assert.Equal(all.Value, compact.Value);
            Assert.Equal(0, compact.Merge(all.Reset()).Value);
            Assert.Equal(all.Value + 5, compact.Merge(all.Add(B, 5)).Value);
            Assert.Equal(5, compact.Add(A, 5).Merge(all.Reset()).Value);
            Assert.Equal(compact, compact.Merge(all));
            Assert.Equal(compact, all.Merge(compact));
            Assert.Equal(compact, history.States.Aggregate(compact, (sum, state) => sum.Merge(state.Crdt)));
            Assert.Equal(compact, Outcome.Right(CrdtJson.Read<ResettableCounter>(CrdtJson.ToUtf8(compact))));
            var delta = Outcome.Right(CrdtJson.Read<ResettableCounter>(CrdtJson.ToUtf8(compact.Delta(all))));
            Assert.Equal(compact, all.Merge(delta));
            var twice = compact.Add(A, 2).Add(A, 3);
            Assert.Equal(all.Value + 5, twice.Compact(A, twice.Context.Vector).Merge(all.Merge(compact)).Value);
        }, Cases);

    // What is held of a replica keeps it from being pruned.
    private static bool HoldsOf(OrSet<int> set, ReplicaId replica) =>
        set.Prune([replica]).Context.Dots.Any(dot => dot.Replica == replica);
}
