using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Timeline.Tests.Faults.Disks;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Running;
using Timeline.Tests.Faults.Servers;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Faults.PowerCuts;

/// <summary>
/// The power of a server's machine goes while it is written to: its processes stand still, its mounted disk is copied, and
/// another server is started on the copy, on which the writers go on until the next cut.
/// </summary>
public sealed class ServerCutTests
{
    private const int Megabytes = 256;
    private const int Count = 2;
    private const string Quick = "-c max_wal_size=8MB";

    [Fact]
    public async Task A_store_holds_all_that_was_acknowledged_when_the_power_of_its_server_goes()
    {
        var tally = await CutAsync(Quick, cuts: Extent.Of(@short: 2, @long: 30), more: 6);
        Figures.Report("power cut, PostgreSQL", $"{tally.Judged / Count} cuts under {Count} writers, {tally}");
        Assert.True(tally.IsGood, tally.First);
    }

    [Fact]
    public async Task A_server_that_does_not_flush_is_caught()
    {
        var tally = await CutAsync(Quick + " -c fsync=off", cuts: 1, more: 40);
        Figures.Report("control of power cut, PostgreSQL: fsync=off", $"{tally.Judged / Count} cut under {Count} writers, {tally}");
        Assert.False(tally.IsGood, "nothing was lost, so the harness is blind");
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The end disposes of the last server and of the last disk.")]
    private static async Task<Tally> CutAsync(string settings, int cuts, int more)
    {
        Image.Need(FileSystem.Ext4);
        PostgresGate.SkipWhereUnavailable();
        var random = new Random(Extent.Seed);
        var tally = new Tally();
        using var shelf = Image.Shelf();
        var image = await Image.MakeAsync(shelf, FileSystem.Ext4, Megabytes);
        await using var writers = new Writers(Extent.Seed, Count);
        PostgresServer? server = null;
        try
        {
            server = await PostgresServer.Start(isDurable: true, image.At("data"), settings);
            await writers.MakeAsync(server);
            await server.Execute("CHECKPOINT");
            await image.FlushAsync();
            for (var cut = 0; cut < cuts; cut++)
            {
                await writers.WriteAsync(server, more / 2 + random.Next(more));
                await Task.Delay(random.Next(8));
                server.Freeze();
                await writers.EndAsync();
                var copy = await image.CopyAsync();
                await server.DisposeAsync();
                server = null;
                var after = await image.RecoverAsync(copy);
                await image.DisposeAsync();
                image = after;
                try
                {
                    server = await PostgresServer.Continue(image.At("data"), settings, TimeSpan.FromSeconds(20));
                }
                catch (NpgsqlException failure)
                {
                    _ = tally.Add(new Verdict(0, Corrupt: failure.Message), writers.Least, $"cut {cut}: the server does not start");
                    break;
                }

                await writers.JudgeAsync(server, tally, $"cut {cut}");
            }

            return tally;
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
            await image.DisposeAsync();
        }
    }
}
