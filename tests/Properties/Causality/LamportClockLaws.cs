using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;

namespace Timeline.Tests.Properties.Causality;

public sealed class LamportClockLaws
{
    private static readonly ReplicaId Node = ReplicaId.Of("alice");
    private static readonly ReplicaId Other = ReplicaId.Of("bob");

    private static readonly Gen<long> Times = Gen.OneOf(
        Gen.Choose(0, 20).Select(time => (long)time),
        Gen.Elements(LamportClock.LargestObserved - 1, LamportClock.LargestObserved, LamportClock.LargestObserved + 1),
        Gen.Elements(long.MaxValue - 1, long.MaxValue, -1, long.MinValue));

    [Fact]
    public void A_step_is_later_than_all_that_was_seen_and_nothing_else_happens() => Law.Holds(
        Arb.From(Times.Two()),
        times =>
        {
            foreach (var clock in LamportClock.At(Node, times.Item1).RightAsEnumerable())
            {
                foreach (var ticked in clock.Tick().RightAsEnumerable()) Assert.Equal(times.Item1 + 1, ticked.Time);
                Assert.Equal(times.Item1 >= LamportClock.LargestObserved, clock.Tick().IsLeft);
                var observed = clock.Observe(Other, times.Item2);
                foreach (var after in observed.RightAsEnumerable())
                {
                    Assert.Equal(Math.Max(times.Item1, times.Item2) + 1, after.Time);
                    Assert.Equal(Node, after.Node);
                }

                Assert.Equal(
                    times.Item2 is < 0 or >= LamportClock.LargestObserved || times.Item1 >= LamportClock.LargestObserved,
                    observed.IsLeft);
            }

            Assert.Equal(times.Item1 < 0, LamportClock.At(Node, times.Item1).IsLeft);
        },
        1_000);
}
