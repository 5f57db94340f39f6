using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>Formats are pinned for ever: a file of each is kept, and a new format is added beside, never in
/// place.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Sqlite", "Golden");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_store_of_format_1_reads_as_it_was_written_and_goes_on()
    {
        File.Copy(Path.Combine(Golden, "format1.db"), _scratch.Store);
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Equal(await File.ReadAllLinesAsync(Path.Combine(Golden, "format1.txt")), await Samples.ReadAll(store));
        Assert.Empty((await store.VerifyAsync()).Findings);
        var history = await Samples.Find(store);
        var head = history.Branches[1].Head;
        var patch = "[{\"op\":\"replace\",\"path\":\"/key0\",\"value\":99}]"u8.ToArray();
        var next = NewVersion.From([head.Id], Conformance.Draft.StampOf(99), new VersionPayload(patch, null));
        var appended = Right(await store.AppendAsync(
            Samples.Name, AppendBatch.Of(next, BranchMove.Advance(history.Branches[1].Name, head.Id, next.Id))));
        Assert.Equal(history.Count + 1, appended.Count);
        Assert.Empty((await store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task The_sample_still_gives_the_ids_of_format_1()
    {
        await using var store = new MemoryHistoryStore(new SnapshotPolicy(1));
        await Samples.Record(store);
        Assert.Equal(await File.ReadAllLinesAsync(Path.Combine(Golden, "format1.txt")), await Samples.ReadAll(store));
    }

    [Fact]
    public async Task A_step_to_a_newer_format_keeps_what_is_there()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        var rows = Count();
        Action<Database> step = file => file.Execute(
            "CREATE TABLE extra(x); INSERT INTO extra SELECT count(*) FROM version");
        using (var newer = StoreFile.Open(_scratch.Store, SqliteStoreOptions.Default, Schema.OfHistories.With(step)))
            Assert.Equal((2, rows), (newer.Number("PRAGMA user_version"), newer.Number("SELECT x FROM extra")));
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(_scratch.Store));
        Assert.Equal(StoreTrouble.NewerFormat, refused.Trouble);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_older_format()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        Action<Database> step = file =>
        {
            file.Execute("DROP TABLE branch");
            throw new InvalidOperationException("a fault in a step");
        };
        _ = Assert.Throws<InvalidOperationException>(() =>
            StoreFile.Open(_scratch.Store, SqliteStoreOptions.Default, Schema.OfHistories.With(step)));
        await using var again = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Empty((await again.VerifyAsync()).Findings);
    }

    private long Count()
    {
        using var file = Database.Open(_scratch.Store, readOnly: true);
        return file.Number("SELECT count(*) FROM version");
    }
}
