using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Unit.Causality;

public sealed class ClockTests
{
    private static readonly ReplicaId Alice = ReplicaId.Of("alice");
    private static readonly ReplicaId Mallory = ReplicaId.Of("mallory");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clock_counts_and_jumps_over_what_it_observes()
    {
        var clock = Right(LamportClock.Start(Alice).Tick().Bind(it => it.Observe(Mallory, 7)).Bind(it => it.Tick()));
        Assert.Equal((Alice, 9), (clock.Node, clock.Time));
        Assert.Equal(10, Right(clock.Observe(Mallory, 2)).Time);
        Assert.Equal("9@alice", clock.ToString());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 1)]
    [InlineData(LamportClock.LargestObserved + 1)]
    public void A_peer_that_claims_an_absurd_time_is_named_and_not_followed(long time)
    {
        var error = Left(LamportClock.Start(Alice).Observe(Mallory, time));
        Assert.Equal(new TimelineError.ClockImplausible(Mallory, time), error);
        Assert.Contains("'mallory'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_times_and_the_end_of_time_are_refused()
    {
        Assert.Equal(new TimelineError.ClockTimeNegative(Mallory, -1), Left(LamportClock.Start(Alice).Observe(Mallory, -1)));
        Assert.Equal(new TimelineError.ClockTimeNegative(Alice, -7), Left(LamportClock.At(Alice, -7)));
        foreach (var time in (long[])[LamportClock.LargestObserved, long.MaxValue - 1, long.MaxValue])
        {
            var last = Right(LamportClock.At(Alice, time));
            Assert.Equal(new TimelineError.ClockExhausted(Alice, time), Left(last.Tick()));
            Assert.Equal(new TimelineError.ClockExhausted(Alice, time), Left(last.Observe(Mallory, 0)));
        }

        Assert.Equal(new TimelineError.ClockTimeNegative(Alice, -2), Left(LamportClock.After(Alice, 5, -2)));
    }

    [Fact]
    public void A_remote_clock_far_in_the_future_is_named_and_not_followed()
    {
        var clock = new HybridLogicalClock(Alice, TimeSpan.FromSeconds(1));
        var ahead = HybridTimestamp.At(Now.AddMilliseconds(1_001));
        var error = Left(clock.Observe(Mallory, ahead, Now));
        Assert.Equal(new TimelineError.HybridClockAhead(Mallory, ahead, Now, TimeSpan.FromSeconds(1)), error);
        Assert.Contains("'mallory'", error.Message, StringComparison.Ordinal);
        Assert.True(clock.Observe(Mallory, HybridTimestamp.At(Now.AddSeconds(1)), Now).IsRight);
        Assert.True(clock.Observe(Mallory, HybridTimestamp.Last, DateTimeOffset.MinValue).IsLeft);
    }

    [Fact]
    public void A_hybrid_clock_counts_within_a_millisecond_and_goes_on_where_the_counter_is_full()
    {
        var clock = Right(new HybridLogicalClock(Alice).Tick(Now));
        Assert.Equal(HybridTimestamp.At(Now), clock.Latest);
        clock = Right(clock.Tick(Now.AddHours(-1)));
        Assert.Equal((Now, 1), (clock.Latest.Time, clock.Latest.Counter));
        var full = Right(HybridTimestamp.FromInt64(HybridTimestamp.At(Now).ToInt64() + HybridTimestamp.LargestCounter));
        clock = Right(clock.Observe(Mallory, full, Now));
        Assert.Equal((Now.AddMilliseconds(1), 0), (clock.Latest.Time, clock.Latest.Counter));
    }

    [Fact]
    public void A_hybrid_clock_goes_on_from_what_was_kept_and_ends_at_its_last_moment()
    {
        var clock = new HybridLogicalClock(Alice).From(HybridTimestamp.At(Now));
        Assert.Same(clock, clock.From(HybridTimestamp.At(Now.AddDays(-1))));
        Assert.Equal(new TimelineError.HybridClockExhausted(Alice), Left(clock.From(HybridTimestamp.Last).Tick(Now)));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new HybridLogicalClock(Alice, TimeSpan.FromTicks(-1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-02T09:00:00.123Z")]
    [InlineData("2026-03-02T09:00:00.123Z-00fg")]
    [InlineData("2026-03-02T09:00:00.123Z+00ff")]
    [InlineData("2026-03-02T09:00:00.1234Z-0ff")]
    [InlineData("1969-12-31T23:59:59.999Z-0000")]
    [InlineData("9999-12-31T23:59:59.999Z-0000")]
    public void What_is_no_moment_is_refused(string text) =>
        Assert.Equal(new TimelineError.HybridTimestampInvalid(text), Left(HybridTimestamp.Parse(text)));

    [Fact]
    public void A_moment_is_written_as_a_time_and_a_counter()
    {
        var moment = Right(HybridTimestamp.FromInt64(HybridTimestamp.At(Now.AddMilliseconds(123)).ToInt64() + 255));
        Assert.Equal("2026-03-02T09:00:00.123Z-00ff", moment.ToString());
        Assert.Equal(new TimelineError.HybridTimestampInvalid("-1"), Left(HybridTimestamp.FromInt64(-1)));
        Assert.Equal(HybridTimestamp.Last.Time, HybridTimestamp.At(DateTimeOffset.MaxValue).Time);
    }

    [Fact]
    public void The_stamp_of_a_write_is_made_of_a_hybrid_moment_and_gives_it_back()
    {
        var clock = Right(new HybridLogicalClock(Alice).Tick(Now).Bind(it => it.Tick(Now)));
        var stamp = WriteStamp.Of(clock);
        Assert.Equal((clock.Latest, Alice), (stamp.ToMoment(), stamp.Writer));
        Assert.Equal(WriteStamp.At(clock.Latest, Alice), stamp);
        Assert.True(stamp < WriteStamp.Of(Right(clock.Tick(Now.AddDays(-1)))));
        var last = WriteStamp.At(HybridTimestamp.Last, Mallory);
        Assert.Equal(HybridTimestamp.Last, last.ToMoment());
        Assert.True(stamp < last && default(HybridTimestamp) == WriteStamp.At(default, Alice).ToMoment());
        var written = LwwRegister<int>.Empty.Set(7, last);
        Assert.Equal(written, Right(CrdtJson.Read<LwwRegister<int>>(CrdtJson.ToUtf8(written))));
        // A stamp that comes from elsewhere is held against the own clock before it counts.
        Assert.IsType<TimelineError.HybridClockAhead>(Left(clock.Observe(last.Writer, last.ToMoment(), Now)));
    }

    [Fact]
    public void Who_left_is_settled_once_all_that_stay_know_the_same_of_it()
    {
        var bob = ReplicaId.Of("bob");
        var group = CausalStability.Of([Alice, bob, Mallory])
            .Observe(Alice, VersionVector.Empty.With(Mallory, 2)).Observe(bob, VersionVector.Empty.With(Mallory, 1));
        Assert.False(group.IsSettled(Mallory));
        Assert.False(group.Leave(Mallory).IsSettled(Mallory));
        var told = group.Leave(Mallory).Observe(bob, VersionVector.Empty.With(Mallory, 2));
        Assert.True(told.IsSettled(Mallory));
        Assert.True(told.IsStable(new Dot(Mallory, 2)));
        Assert.False(told.IsStable(new Dot(Mallory, 3)));
    }
}
