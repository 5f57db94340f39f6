using Timeline.Crdts;
using Timeline.Tests.Properties.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>Simulations of one type, by <see cref="Seeds"/>.</summary>
public abstract class SimulationSuite<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    private protected abstract Subject<TCrdt> Subject { get; }

    [Fact]
    public void All_replicas_converge_none_loses_an_acknowledged_operation_and_vectors_tell_what_happened() => Seeds.ForEach(seed =>
    {
        var simulation = Simulation<TCrdt>.Run(Subject, seed);
        simulation.AssertConverged();
        simulation.AssertVectorsTellWhatHappened();
    });

    [Fact]
    public void The_same_seed_makes_the_same_run()
    {
        var traces = Enumerable.Range(0, 5).Select(seed => Simulation<TCrdt>.Run(Subject, seed).Trace).ToArray();
        for (var seed = 0; seed < traces.Length; seed++)
            Assert.Equal(traces[seed], Simulation<TCrdt>.Run(Subject, seed).Trace);
        Assert.NotEqual(traces[0], traces[1]);
    }
}
