using Timeline.Tests.Faults.Running;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Faults.Servers;

/// <summary>A server that is killed while it is written to, and started again on what it left.</summary>
public sealed class KilledTests
{
    private const int Count = 2;

    [Fact]
    public async Task A_store_holds_all_that_was_acknowledged_when_its_server_is_killed()
    {
        PostgresGate.SkipWhereUnavailable();
        var random = new Random(Extent.Seed);
        var tally = new Tally();
        await using var server = await PostgresServer.Start(isDurable: true);
        await using var writers = new Writers(Extent.Seed, Count);
        await writers.MakeAsync(server);
        var kills = Extent.Of(@short: 2, @long: 30);
        for (var kill = 0; kill < kills; kill++)
        {
            await writers.WriteAsync(server, 1 + random.Next(5));
            await Task.Delay(random.Next(8));
            server.Kill();
            await writers.EndAsync();
            await server.Run();
            await writers.JudgeAsync(server, tally, $"kill {kill}");
        }

        Figures.Report("server killed in the middle of a batch, PostgreSQL", $"{kills} kills under {Count} writers, {tally}");
        Assert.True(tally.IsGood, tally.First);
    }
}
