using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Sqlite;

public sealed class ProcessTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        await ChildWriter.RecordRoot(_scratch.Store);
        var acknowledged = 0;
        for (var round = 0; round < 3; round++)
        {
            using var child = ChildWriter.Start(_scratch.Store, round, 1_000_000);
            var last = -1;
            while (last < 40 + (round * 17) && await child.StandardOutput.ReadLineAsync() is { } line)
                last = ChildWriter.NumberIn(line) ?? last;
            child.Kill();
            while (await child.StandardOutput.ReadLineAsync() is { } line) last = ChildWriter.NumberIn(line) ?? last;
            await child.WaitForExitAsync();
            Assert.True(last >= 0, "the child recorded nothing");
            acknowledged += last + 1;
            await using var store = SqliteHistoryStore.Open(_scratch.Store);
            var report = await store.VerifyAsync();
            Assert.Empty(report.Findings);

            // One more may have been written without its number having been printed.
            Assert.InRange(report.Versions, acknowledged + 1, acknowledged + 1 + round + 1);
        }
    }

    [Fact]
    public async Task Two_processes_that_record_at_once_lose_nothing()
    {
        await ChildWriter.RecordRoot(_scratch.Store);
        using var one = ChildWriter.Start(_scratch.Store, 0, 30);
        using var other = ChildWriter.Start(_scratch.Store, 1, 30);
        _ = await Task.WhenAll(one.StandardOutput.ReadToEndAsync(), other.StandardOutput.ReadToEndAsync());
        await Task.WhenAll(one.WaitForExitAsync(), other.WaitForExitAsync());
        Assert.Equal((0, 0), (one.ExitCode, other.ExitCode));
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        Writers.AssertAllThere(await store.ReadRangeAsync(ChildWriter.Name, 0, 1000, VersionDetail.Full), 2, 30);
        Assert.Empty((await store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Two_stores_on_one_file_lose_nothing()
    {
        await ChildWriter.RecordRoot(_scratch.Store);
        await using var one = SqliteHistoryStore.Open(_scratch.Store);
        await using var other = SqliteHistoryStore.Open(_scratch.Store);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer =>
            Task.Run(() => Writers.Append(writer % 2 == 0 ? one : other, ChildWriter.Name, writer, 0, 15))));
        Writers.AssertAllThere(await one.ReadRangeAsync(ChildWriter.Name, 0, 1000, VersionDetail.Full), 4, 15);
        Assert.Empty((await other.VerifyAsync()).Findings);
    }
}
