using Timeline.Postgres;
using Timeline.Tests.Faults.Running;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Faults.Linearizing;

/// <summary>As <see cref="HeadsTests"/>, on a server that is killed as well, through connections that are cut.</summary>
public sealed class PostgresHeadsTests
{
    private static readonly int Operations = Extent.Of(@short: 300, @long: 25_000);
    private static readonly int Kills = Extent.Of(@short: 3, @long: 60);

    public PostgresHeadsTests() => PostgresGate.SkipWhereUnavailable();

    [Fact]
    public async Task Heads_on_a_server_are_linearizable_while_it_and_its_clients_are_killed_and_connections_are_cut()
    {
        await using var server = await PostgresServer.Start(isDurable: true);
        await using var proxy = new CuttingProxy(server.Port, CuttingProxy.Commit, CuttingProxy.AppendAtOnce);
        var random = new Random(Extent.Seed);
        var (crashes, cuts) = (0, 0);
        var place = $"Host=127.0.0.1;Port={proxy.Port};Username=timeline;Password={PostgresServer.Password};"
            + "Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable;Timeout=5;Max Auto Prepare=0";
        var run = new HeadsRun(place, Operations, Kills);
        var history = await run.RunAsync(async () =>
        {
            // Each time another connection is cut, at one or the other side of a commit; every fourth time the server ends.
            (proxy.IsOnce, proxy.Cut) = (true, random.Next(2) == 0 ? Cut.BeforeTheServer : Cut.BeforeTheClient);
            if (cuts++ % 4 != 1) return;
            server.Kill();
            crashes++;
            await server.Run();
        });
        await using (var store = await PostgresHistoryStore.OpenAsync(server.SocketConnectionString))
            await history.CloseAsync(store);
        HeadsTests.Report(
            "PostgreSQL", history, $"{run.Killed} clients killed, {run.Ended} ends, the server killed {crashes} times, {cuts} connections cut");
    }
}
