using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Properties.Tracking;

public sealed class TrackerLaws
{
    private static readonly Arbitrary<int[]> Scripts = Arb.From(
        from length in Gen.Choose(6, 240)
        from script in Gen.Choose(0, 999).ArrayOf(length)
        select script,
        ArbMap.Default.ArbFor<int[]>().Shrinker);

    [Fact]
    public void A_state_does_what_a_tracker_does_that_looks_at_everything_every_time() =>
        Law.Holds(Scripts, script => new TrackerRun().Do(script), 1000);
}
