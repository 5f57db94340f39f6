using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>What one connection to a file sees and holds while others make it, write it or were killed at it.</summary>
public sealed class CrowdedFileTests : IDisposable
{
    private static readonly SqliteStoreOptions Reading = new() { ReadOnly = true };

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_file_that_another_makes_meanwhile_is_seen_empty_or_made_and_never_between()
    {
        // A store that comes and goes, each time at once: what is opened meanwhile is nothing yet, or a store.
        using var file = Create();
        file.Execute("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        var changing = Task.Run(() =>
        {
            while (!ending.IsCancellationRequested)
            {
                new Patience(TimeSpan.FromSeconds(5)).Do(() => Schema.OfHistories.Bring(file, readOnly: false));
                Do("PRAGMA application_id=0; PRAGMA user_version=0; DROP VIEW log; DROP VIEW head; "
                    + "DROP TABLE version; DROP TABLE branch; DROP TABLE history");
            }
        });
        void Do(string sql)
        {
            foreach (var statements in new[] { "BEGIN IMMEDIATE", sql, "COMMIT" })
                new Patience(TimeSpan.FromSeconds(5)).Do(() => file.Execute(statements));
            Thread.Sleep(0);
        }

        using var database = Database.Open(_scratch.Store, readOnly: true);
        var looks = 0;
        while (!ending.IsCancellationRequested)
        {
            looks++;
            try
            {
                new Patience(TimeSpan.FromSeconds(5)).Do(() => Schema.OfHistories.Bring(database, readOnly: true));
            }
            catch (HistoryStoreException empty) when (empty.Trouble == StoreTrouble.NotPermitted)
            {
                Assert.Contains("has an older format", empty.Message, StringComparison.Ordinal);
            }
        }

        await changing;
        Assert.True(looks > 100, $"{looks} looks");
    }

    [Fact]
    public async Task Who_only_reads_waits_for_who_writes_and_is_refused_nothing()
    {
        await ChildWriter.RecordRoot(_scratch.Store);
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        var writing = Task.Run(async () =>
        {
            await using var store = SqliteHistoryStore.Open(_scratch.Store);
            for (var i = 0; !ending.IsCancellationRequested; i++) await Writers.Append(store, ChildWriter.Name, 0, i, 1);
        });
        while (!ending.IsCancellationRequested)
        {
            await using var reading = SqliteHistoryStore.Open(_scratch.Store, Reading);
            Assert.True((await reading.FindAsync(ChildWriter.Name)).IsSome);
        }

        await writing;
    }

    [Fact]
    public async Task Who_may_not_undo_what_a_killed_program_left_half_done_says_how_it_is_undone()
    {
        await ChildWriter.RecordRoot(_scratch.Store);
        var left = Path.Combine(_scratch.Folder, "left.db");
        using (var file = Create())
        {
            // More than fits into memory, so that some of it is in the file already.
            file.Execute(
                "PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=1; BEGIN IMMEDIATE; CREATE TABLE half(x); "
                + "INSERT INTO half WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                + "SELECT zeroblob(1000) FROM n");
            foreach (var end in new[] { "", "-journal" }) File.Copy(_scratch.Store + end, left + end);
            file.Execute("ROLLBACK");
        }

        var refused = Assert.Throws<HistoryStoreException>(() =>
            SqliteHistoryStore.Open(left, Reading with { BusyTimeout = TimeSpan.FromMilliseconds(50) }));
        Assert.Equal(StoreTrouble.Busy, refused.Trouble);
        Assert.Contains("open it for writing once", refused.Message, StringComparison.Ordinal);
        await SqliteHistoryStore.Open(left).DisposeAsync();
        await using var reading = SqliteHistoryStore.Open(left, Reading);
        Assert.Empty((await reading.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Who_met_damage_lets_the_file_go()
    {
        await ChildWriter.RecordRoot(_scratch.Store);
        var other = HistoryName.Of("other.json");
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        using (var file = Create()) file.Execute("UPDATE branch SET seal = seal + 1 WHERE history = 1");
        await using var damaged = SqliteHistoryStore.Open(_scratch.Store);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await damaged.FindAsync(ChildWriter.Name));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);

        var root = Draft.Start.ToRoot(Draft.StampOf(1));
        await using var writing = SqliteHistoryStore.Open(
            _scratch.Store, new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(1, Right(await writing.AppendAsync(
            other, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id)))).Count);
    }

    private Database Create()
    {
        if (!File.Exists(_scratch.Store)) File.WriteAllBytes(_scratch.Store, []);
        return Database.Open(_scratch.Store, readOnly: false);
    }
}
