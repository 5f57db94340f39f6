using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Linearizing;

/// <summary>Heads are moved by many at once, some of whom are killed, and every answer must fit one order of all that
/// happened.</summary>
public sealed class HeadsTests
{
    private static readonly int Operations = Extent.Of(@short: 300, @long: 25_000);
    private static readonly int Kills = Extent.Of(@short: 3, @long: 60);

    [Fact]
    public async Task Heads_in_a_SQLite_file_are_linearizable_while_processes_are_killed()
    {
        using var folder = new Folder();
        var run = new HeadsRun(folder.Store, Operations, Kills);
        var history = await run.RunAsync();
        await using (var store = SqliteHistoryStore.Open(folder.Store)) await history.CloseAsync(store);
        Report("SQLite", history, $"{run.Killed} kills, {run.Ended} ends");
    }

    [Fact]
    public async Task Heads_in_memory_are_linearizable()
    {
        await using var store = new MemoryHistoryStore();
        var history = await InOneProcessAsync(store, Extent.Of(@short: 500, @long: 10_000));
        await history.CloseAsync(store);
        Report("in memory", history, "16 clients");
    }

    [Fact]
    public async Task Heads_that_are_written_without_comparing_are_found()
    {
        await using var memory = new MemoryHistoryStore();
        await using var store = new BlindWrites(memory);
        var history = await InOneProcessAsync(store, 300);
        Assert.NotNull(HeadChecker.Judge(history.Operations).Fault);
    }

    [Fact]
    public async Task Heads_that_are_read_from_what_was_remembered_are_found()
    {
        await using var memory = new MemoryHistoryStore();
        await using var store = new StaleReads(memory);
        var history = await InOneProcessAsync(store, 300);
        Assert.NotNull(HeadChecker.Judge(history.Operations).Fault);
    }

    [Theory]
    [InlineData(Heads.BlindWrites)]
    [InlineData(Heads.StaleReads)]
    public async Task So_they_are_between_processes(string fault)
    {
        using var folder = new Folder();
        var history = await new HeadsRun(folder.Store, 150, 0, fault).RunAsync();
        Assert.NotNull(HeadChecker.Judge(history.Operations).Fault);
    }

    internal static void Report(string store, HeadHistory history, string faults)
    {
        var verdict = HeadChecker.Judge(history.Operations);
        Assert.True(verdict.IsGood, verdict.Fault ?? "undecided");
        Figures.Report($"linearizable heads, {store}", $"{history}, {faults}; {verdict.Operations} operations on heads, non-linearizable 0");
    }

    private static async Task<HeadHistory> InOneProcessAsync(IHistoryStore store, int count)
    {
        var (lines, gate) = (new List<string>(), new Lock());
        void Say(string line)
        {
            lock (gate) lines.Add(line);
        }

        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(
            () => new HeadClient(store, $"client{client}", Extent.Seed + client, Say).RunAsync(count))));
        var history = new HeadHistory();
        history.Add(lines);
        return history;
    }
}
