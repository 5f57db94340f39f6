using Timeline.Tests.Faults.Running;
using Timeline.Tests.Properties.Simulating;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>
/// Simulations by seeds from 0. <c>TIMELINE_SIMULATIONS</c> says how many; <c>TIMELINE_SIMULATION</c> takes one seed and
/// writes its trace.
/// </summary>
public sealed class SimulationTests
{
    private const int ControlSeeds = 200;

    [Fact]
    public async Task Replicas_with_the_same_versions_show_the_same_and_nothing_acknowledged_is_lost()
    {
        var (versions, crashes, refusals, lost, repeated, pruned) = (0L, 0L, 0L, 0L, 0L, 0L);
        var gate = new Lock();
        await Seeds.ForEachAsync(async seed =>
        {
            var simulation = await Simulation.RunAsync(seed);
            lock (gate)
            {
                versions += simulation.World.Count;
                crashes += simulation.Happened.Crashes;
                refusals += simulation.Happened.Refusals;
                pruned += simulation.Happened.Pruned;
                lost += simulation.Network.Lost;
                repeated += simulation.Network.Repeated;
            }

            if (Seeds.One is null) return;
            foreach (var line in simulation.Trace) TestContext.Current.TestOutputHelper!.WriteLine(line);
        });
        Figures.Report(
            "deterministic simulation",
            $"{(Seeds.One is null ? Seeds.Count : 1)} seeds, {versions} versions, {crashes} crashes, {refusals} refusals, {lost} messages lost, "
            + $"{repeated} repeated, {pruned} versions pruned: diverged 0, lost 0");
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_run()
    {
        var first = new List<string>();
        for (var seed = 0; seed < 20; seed++) first.Add((await Simulation.RunAsync(seed)).Fingerprint);
        for (var seed = 0; seed < 20; seed++) Assert.Equal(first[seed], (await Simulation.RunAsync(seed)).Fingerprint);
        Assert.Equal(first.Count, first.Distinct().Count());
    }

    [Fact]
    public Task A_store_that_acknowledges_and_forgets_is_seen() =>
        AssertSeenAsync(new Breakage { Disks = _ => new Disk.Forgetting() });

    [Fact]
    public Task Heads_that_are_written_without_comparing_are_seen() =>
        AssertSeenAsync(new Breakage { Disks = disk => new Disk.WithoutComparing(disk) });

    [Fact]
    public Task Who_takes_versions_without_their_parents_is_seen() =>
        AssertSeenAsync(new Breakage { TakesWithoutParents = true });

    [Fact]
    public Task Merging_in_the_order_of_arrival_is_seen() =>
        AssertSeenAsync(new Breakage { MergesByArrival = true });

    [Fact]
    public Task The_last_writer_in_place_of_a_join_is_seen() =>
        AssertSeenAsync(new Breakage { KeepsLastWriter = true });

    /// <summary>A fault put in on purpose fails a seed, after which no other is needed.</summary>
    private static async Task AssertSeenAsync(Breakage breakage)
    {
        for (var seed = 0; seed < ControlSeeds; seed++)
        {
            var failure = await Record.ExceptionAsync(() => Simulation.RunAsync(seed, breakage));
            if (failure is null) continue;
            TestContext.Current.TestOutputHelper?.WriteLine($"{failure.Message.Split('\n')[0]}");
            return;
        }

        Assert.Fail($"None of {ControlSeeds} seeds saw it.");
    }
}
