using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Sequences;

namespace Timeline.Tests.Unit.Crdts;

public sealed class NestingTests
{
    private static readonly ReplicaId A = ReplicaId.Of("a");

    private static readonly ReplicaId B = ReplicaId.Of("b");

    private static readonly OrMap<string, Embedded<GCounter>> Empty = OrMap<string, Embedded<GCounter>>.Empty;

    [Fact]
    public void A_change_that_may_fail_is_made_in_a_map_and_its_error_is_answered()
    {
        var counted = Count(Empty, A, 5);
        Assert.Equal(5, counted.ValueAt("k").Value.Value);
        var error = Outcome.Left(counted.TryUpdate("k", it => it.TryUpdate(A, count => count.Increment(A, long.MaxValue - 2))));
        Assert.Equal(new TimelineError.CountOverflow("a", 5, long.MaxValue - 2), error);
        Assert.Same(counted, Count(counted, A, 0));
        Assert.Equal(
            Count(Empty, A, 5),
            Empty.Update("k", it => it.Update(A, count => Outcome.Right(count.Increment(A, 5)))));
    }

    [Fact]
    public void An_embedded_counter_loses_what_is_counted_after_a_removal_of_its_key_and_a_resettable_one_does_not()
    {
        var shared = Count(Empty, A, 5);
        var again = Count(shared.Remove("k"), A, 3);
        var onTheSide = Count(shared, B, 1);
        // B brings back the 5 of A, which is larger than the 3 that A has counted since.
        Assert.Equal(6, again.Merge(onTheSide).ValueAt("k").Value.Value);

        var exact = OrMap<string, ResettableCounter>.Empty.Update("k", count => count.Add(A, 5));
        var (left, right) = (exact.Remove("k").Update("k", it => it.Add(A, 3)), exact.Update("k", it => it.Add(B, 1)));
        Assert.Equal(4, left.Merge(right).ValueAt("k").Value);
    }

    [Fact]
    public void An_embedded_text_that_is_begun_again_after_a_removal_of_its_key_has_one_of_two_letters_of_one_number()
    {
        var shared = Type(OrMap<string, Embedded<CrdtText>>.Empty, A, "x");
        var (again, onTheSide) = (Type(shared.Remove("k"), A, "y"), Type(shared, B, "z"));
        var merged = again.Merge(onTheSide);
        Assert.Equal(2, merged.ValueAt("k").Value.Length);
        Assert.Equal(merged, onTheSide.Merge(again));
    }

    private static OrMap<string, Embedded<CrdtText>> Type(
        OrMap<string, Embedded<CrdtText>> map, ReplicaId replica, string text) => Outcome.Right(
            map.TryUpdate("k", value => value.TryUpdate(replica, held => held.Insert(replica, 0, text))));

    private static OrMap<string, Embedded<GCounter>> Count(
        OrMap<string, Embedded<GCounter>> map, ReplicaId replica, long amount) => Outcome.Right(
            map.TryUpdate("k", value => value.TryUpdate(replica, count => count.Increment(replica, amount))));
}
