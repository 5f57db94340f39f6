using System.Globalization;
using Timeline.Tests.Faults.Disks;
using Timeline.Tests.Faults.Running;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Faults.Servers;

/// <summary>A server that is lost while it is written to, and a standby that takes its place.</summary>
public sealed class StandbyTests
{
    private const int Count = 2;

    [Fact]
    public async Task A_promoted_standby_holds_all_that_was_acknowledged_where_replication_is_synchronous()
    {
        PostgresGate.SkipWhereUnavailable();
        var random = new Random(Extent.Seed);
        var tally = new Tally();
        using var shelf = Image.Shelf();
        await using var writers = new Writers(Extent.Seed, Count);
        var primary = await PostgresServer.Start(isDurable: true, shelf.File("first"));
        try
        {
            await writers.MakeAsync(primary);
            var promotions = Extent.Of(@short: 1, @long: 12);
            for (var round = 0; round < promotions; round++)
            {
                var standby = await StandbyOf(primary, shelf, round);
                try
                {
                    await ReplicateSynchronously(primary, round % 2 == 0 ? "on" : "remote_apply");
                    await writers.WriteAsync(primary, 1 + random.Next(8));
                    await Task.Delay(random.Next(8));
                }
                finally
                {
                    await primary.DisposeAsync();
                    primary = standby;
                }

                await writers.EndAsync();
                await primary.Promote();
                await writers.JudgeAsync(primary, tally, $"promotion {round}");
            }

            // The store goes on there.
            await writers.WriteAsync(primary, 3);
            Figures.Report(
                "promoted standby, PostgreSQL", $"{promotions} promotions under {Count} writers, synchronous_commit on and remote_apply, {tally}");
            Assert.True(tally.IsGood, tally.First);
        }
        finally
        {
            await primary.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_standby_that_was_not_waited_for_is_caught()
    {
        PostgresGate.SkipWhereUnavailable();
        var tally = new Tally();
        using var shelf = Image.Shelf();
        await using var writers = new Writers(Extent.Seed, 1);
        await using var primary = await PostgresServer.Start(isDurable: true, shelf.File("first"));
        await writers.MakeAsync(primary);
        await using var standby = await StandbyOf(primary, shelf, 0);
        await standby.Execute("ALTER SYSTEM SET primary_conninfo = ''");
        await standby.Execute("SELECT pg_reload_conf()");
        await UntilAsync(primary, "SELECT count(*) = 0 FROM pg_stat_replication");
        await writers.WriteAsync(primary, 10);
        primary.Kill();
        await writers.EndAsync();
        await standby.Promote();
        await writers.JudgeAsync(standby, tally, "a standby that receives nothing");
        Figures.Report("control of promoted standby, PostgreSQL: asynchronous, receiving stopped", $"1 promotion, {tally}");
        Assert.False(tally.IsGood, "nothing was lost, so the harness is blind");
    }

    private static async Task<PostgresServer> StandbyOf(PostgresServer primary, Folder shelf, int round)
    {
        var data = shelf.File(string.Create(CultureInfo.InvariantCulture, $"standby{round}"));
        primary.BackUpAsStandby(data);
        return await PostgresServer.Continue(data);
    }

    private static async Task ReplicateSynchronously(PostgresServer primary, string commit)
    {
        await primary.Execute($"ALTER SYSTEM SET synchronous_commit = {commit}");
        await primary.Execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await primary.Execute("SELECT pg_reload_conf()");
        await UntilAsync(primary, "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'");
    }

    private static async Task UntilAsync(PostgresServer server, string isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await server.Scalar(isSo) is not true) await Task.Delay(10, patience.Token);
    }
}
