using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;

namespace Timeline.Tests.Properties.Causality;

public sealed class HybridLogicalClockLaws
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ReplicaId Other = ReplicaId.Of("bob");

    private static readonly Gen<HybridTimestamp> Moments =
        from time in Gen.Choose(-5, 70_000)
        from counter in Gen.Elements(0, 1, HybridTimestamp.LargestCounter)
        select Right(HybridTimestamp.FromInt64(HybridTimestamp.At(Start.AddMilliseconds(time)).ToInt64() + counter));

    [Fact]
    public void Every_step_is_later_than_what_was_seen_and_near_the_largest_physical_time() => Law.Holds(
        Arb.From(
            from drifts in Gen.Choose(-50, 50).ListOf()
            from moments in Moments.ListOf()
            select drifts.Zip(moments)),
        steps =>
        {
            var clock = new HybridLogicalClock(ReplicaId.Of("alice"));
            var (now, largest, count) = (Start, HybridTimestamp.At(DateTimeOffset.UnixEpoch), 0);
            foreach (var (drift, remote) in steps)
            {
                now = now.AddMilliseconds(drift);
                var observes = drift % 2 == 0;
                var after = observes ? clock.Observe(Other, remote, now) : clock.Tick(now);
                Assert.Equal(observes && remote.Time - now > HybridLogicalClock.DefaultDrift, after.IsLeft);
                foreach (var next in after.RightAsEnumerable())
                {
                    Assert.True(next.Latest > clock.Latest);
                    if (observes) Assert.True(next.Latest > remote);
                    largest = new[] { largest, HybridTimestamp.At(now), observes ? remote : largest }.Max();
                    count++;
                    Assert.True(next.Latest >= HybridTimestamp.At(now));
                    Assert.True(next.Latest.ToInt64() <= largest.ToInt64() + count);
                    clock = next;
                }
            }
        });

    [Fact]
    public void A_moment_orders_as_its_number_and_its_text() => Law.Holds(
        Arb.From(Moments.Two()),
        pair =>
        {
            var (one, other) = pair;
            var order = Math.Sign(one.CompareTo(other));
            Assert.Equal(order, Math.Sign(one.ToInt64().CompareTo(other.ToInt64())));
            Assert.Equal(order, Math.Sign(string.CompareOrdinal(one.ToString(), other.ToString())));
            Assert.Equal(one, Right(HybridTimestamp.Parse(one.ToString())));
            Assert.Equal(one, Right(HybridTimestamp.FromInt64(one.ToInt64())));
        },
        1_000);
}
