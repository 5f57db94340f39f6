using Timeline.Sqlite;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Kills;

/// <summary>A process that is killed at any moment, again and again on one store, which goes on where it was.</summary>
public sealed class AnyMomentTests
{
    [Fact]
    public async Task A_store_holds_all_that_was_acknowledged_and_of_what_was_on_its_way_all_or_nothing()
    {
        using var folder = new Folder();
        await using var judge = new Judge(Extent.Seed);
        var random = new Random(Extent.Seed);
        var rounds = Extent.Of(@short: 6, @long: 60);
        var steps = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var child = Child.Write(folder.Store, Extent.Seed, steps, 1_000_000);
            var wish = steps + 1 + random.Next(30);
            await child.UntilAsync(it => it.Acknowledged >= wish);
            await Task.Delay(random.Next(8));
            await child.KillAsync();
            Assert.True(child.Acknowledged > steps, "the child did nothing");
            await using var store = SqliteHistoryStore.Open(folder.Store);
            var verdict = await judge.JudgeAsync(store, child.Acknowledged);
            Assert.True(verdict.IsGood, $"{verdict}");
            steps = verdict.Steps;
        }

        Figures.Report("kill at any moment, SQLite", $"{rounds} kills, {steps} steps acknowledged, lost 0, corrupt 0, half visible 0");
    }
}
