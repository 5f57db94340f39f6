using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Unit.Crdts;

public sealed class CounterTests
{
    private static readonly ReplicaId A = ReplicaId.Of("a");

    private static readonly ReplicaId B = ReplicaId.Of("b");

    [Fact]
    public void A_count_that_would_run_over_is_an_error_that_says_by_how_much()
    {
        var full = Outcome.Right(GCounter.Empty.Increment(A, long.MaxValue - 1));
        Assert.Equal(new TimelineError.CountOverflow("a", long.MaxValue - 1, 1), Outcome.Left(full.Increment(A)));
        Assert.Equal(new TimelineError.CountOverflow("a", 0, long.MaxValue), Outcome.Left(GCounter.Empty.Increment(A, long.MaxValue)));
        Assert.Equal(2 * new System.Numerics.BigInteger(long.MaxValue - 1), Outcome.Right(full.Increment(B, long.MaxValue - 1)).Value);
        Assert.True(PNCounter.Empty.Add(A, long.MinValue).IsLeft);
        Assert.Throws<ArgumentOutOfRangeException>(() => GCounter.Empty.Increment(A, -1));
    }

    [Fact]
    public void Nobody_counts_below_the_bound_without_rights()
    {
        var made = Outcome.Right(BoundedCounter.Empty.Increment(A, 3));
        Assert.Equal(new TimelineError.RightsMissing("b", 0, 1), Outcome.Left(made.Decrement(B)));
        var given = Outcome.Right(made.Transfer(A, B, 2));
        Assert.Equal((1, 2), (given.RightsOf(A), given.RightsOf(B)));
        Assert.True(given.Decrement(A, 2).IsLeft);
        var (left, right) = (Outcome.Right(given.Decrement(A)), Outcome.Right(given.Decrement(B, 2)));
        Assert.Equal(0, left.Merge(right).Value);
    }

    [Fact]
    public void Nobody_steps_where_no_other_could_read_it()
    {
        var last = VersionVector.Empty.With(A, Dot.LargestExchanged);
        Assert.Equal(new TimelineError.StepsExhausted("a", Dot.LargestExchanged), Outcome.Left(last.Next(A)));
        Assert.True(last.Tick(A).IsLeft);
        Assert.Throws<ArgumentOutOfRangeException>(() => VersionVector.Empty.With(A, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dot(A, 0));
    }

    [Fact]
    public void Who_left_hands_its_rights_to_an_heir()
    {
        var c = ReplicaId.Of("c");
        var counter = Outcome.Right(BoundedCounter.Empty.Increment(A, 10)
            .Bind(it => it.Increment(B, 4)).Bind(it => it.Increment(c, 7))
            .Bind(it => it.Transfer(A, B, 3)).Bind(it => it.Transfer(B, A, 1)).Bind(it => it.Transfer(A, c, 2))
            .Bind(it => it.Transfer(c, A, 4)).Bind(it => it.Decrement(A, 5)).Bind(it => it.Decrement(B)));
        var rights = counter.RightsOf(A) + counter.RightsOf(B);
        var retired = Outcome.Right(counter.Retire(A, B));
        Assert.Equal((counter.Value, rights), (retired.Value, retired.RightsOf(B)));
        Assert.Equal((0, counter.RightsOf(c)), (retired.RightsOf(A), retired.RightsOf(c)));
        Assert.Same(retired, Outcome.Right(retired.Retire(A, B)));
        Assert.True(retired.Decrement(B, rights).IsRight);
        Assert.True(retired.Decrement(B, rights + 1).IsLeft);
        _ = Assert.Throws<ArgumentException>(() => counter.Retire(A, A));
        var full = Outcome.Right(counter.Increment(B, long.MaxValue - 5));
        Assert.IsType<TimelineError.CountOverflow>(Outcome.Left(full.Retire(A, B)));
    }

    [Fact]
    public void A_replica_has_a_name_that_every_store_can_keep()
    {
        Assert.Equal("is empty", ReplicaId.Fault(""));
        Assert.Equal("has half of a surrogate pair", ReplicaId.Fault("\ud800"));
        Assert.Equal("has the character U+0000", ReplicaId.Fault("a\0"));
        Assert.Equal("is longer than 200 characters", ReplicaId.Fault(new string('x', 201)));
        Assert.Equal(new TimelineError.ReplicaIdInvalid("", "is empty"), Outcome.Left(ReplicaId.Parse("")));
        Assert.True(ReplicaId.Of("a") < ReplicaId.Of("b") && ReplicaId.Of("a") == A);
    }
}
