using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>Simulations of one type in which replicas leave and are forgotten, by seeds from 0.</summary>
public abstract class DepartureSuite<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    private protected abstract Subject<TCrdt> Subject { get; }

    private protected abstract Forgetting<TCrdt> Forgetting { get; }

    [Fact]
    public void Who_left_is_forgotten_by_all_none_loses_an_acknowledged_operation_and_nothing_comes_back()
    {
        var forgotten = 0;
        Seeds.ForEach(seed =>
        {
            var simulation = Simulation<TCrdt>.Run(Subject, seed, Forgetting, refuses: true);
            simulation.AssertConverged();
            simulation.AssertVectorsTellWhatHappened();
            simulation.AssertNothingSentComesBack();
            forgotten += simulation.Forgotten;
        });
        Assert.True(forgotten > Seeds.Count / 20, $"Only {forgotten} were forgotten, so that nothing was shown.");
    }

    [Fact]
    public void What_was_sent_before_and_is_not_refused_brings_back_what_was_forgotten() => Assert.Contains(
        Enumerable.Range(0, Seeds.Default),
        seed => Record.Exception(() =>
        {
            var simulation = Simulation<TCrdt>.Run(Subject, seed, Forgetting, refuses: false);
            simulation.AssertConverged();
            simulation.AssertNothingSentComesBack();
        }) is not null);
}
