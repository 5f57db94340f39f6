using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>Rows whose seals are right and that no store has written: a seal is against accident, and anybody can make
/// one.</summary>
public sealed class ForgedRowTests : IAsyncLifetime, IDisposable
{
    private readonly Scratch _scratch = new();

    public async ValueTask InitializeAsync()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        await Samples.Record(store, compact: false);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string> Columns =>
    [
        "time = 9223372036854775807", "time = -9223372036854775807", "changes = 9223372036854775807", "changes = -1", "content = x'00'",
        "base_bytes = 9223372036854775807, chain_bytes = 9223372036854775807", "patch_hash = x'00'", "pack = 9223372036854775807",
        "pack = key & 4294967295, patch = x'ffffffff0700'", "snapshot = x'ffffff9f0300'", "pack = 0, patch_hash = zeroblob(32)",
    ];

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_version_that_nobody_can_have_written_is_damage(string forged)
    {
        Forge($"UPDATE version SET {forged} WHERE key & 4294967295 = 20");
        await Check();
    }

    [Theory]
    [InlineData("name = 'a' || char(10) || 'b'")]
    [InlineData("name = '../../x'")]
    [InlineData("current = '..'")]
    [InlineData("key = 9223372036854775807")]
    [InlineData("versions = 4611686018427387904")]
    [InlineData("branches = 9223372036854775807")]
    public async Task A_history_that_nobody_can_have_written_is_damage(string forged)
    {
        Forge($"UPDATE history SET {forged} WHERE name <> ''");
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        await Damaged(async () => await store.HistoriesAsync());
        Assert.NotEmpty((await store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Thousands_of_millions_of_versions_of_which_few_are_there_are_told_at_once()
    {
        Forge(
            "UPDATE version SET key = (key & ~4294967295) | 4294967295, parent = NULL, merged = NULL WHERE key & 4294967295 = 27; "
            + "UPDATE history SET versions = 4294967296 WHERE name <> ''");
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var findings = (await store.VerifyAsync(cancellation: TestContext.Current.CancellationToken)).Findings;
        Assert.Contains(findings, it => it.Fault.Contains("are missing", StringComparison.Ordinal));
        await Damaged(async () => await store.ReadRangeAsync(Samples.Name, 0, int.MaxValue, VersionDetail.Headers));
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON version BEGIN DELETE FROM history; END")]
    [InlineData("ALTER TABLE history RENAME TO h; CREATE VIEW history AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT h.* FROM c, h WHERE x < 0")]
    [InlineData("CREATE INDEX more ON version(printf('%.*c', 900000000, label))")]
    [InlineData("ALTER TABLE version ADD COLUMN more")]
    public void A_file_with_other_tables_or_with_what_hangs_on_them_is_refused(string sql)
    {
        using (var file = Database.Open(_scratch.Store, readOnly: false))
        {
            if (sql.Contains("INDEX", StringComparison.Ordinal)) sql = sql.Replace("900000000", "9", StringComparison.Ordinal);
            file.Execute(sql);
        }

        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(_scratch.Store));
        Assert.Equal(StoreTrouble.Corrupt, refused.Trouble);
        Assert.Contains("its tables are not those that a store makes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_tables_of_somebody_else_beside_is_opened()
    {
        using (var file = Database.Open(_scratch.Store, readOnly: false)) file.Execute("CREATE TABLE notes(x)");
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Empty((await store.VerifyAsync(cancellation: TestContext.Current.CancellationToken)).Findings);
    }

    [Theory]
    [InlineData("event", "body = 'no JSON'")]
    [InlineData("error", "time = 9223372036854775807")]
    [InlineData("error", "id = 'none'")]
    public async Task An_event_or_error_that_nobody_can_have_written_is_damage(string table, string forged)
    {
        var path = Path.Combine(_scratch.Folder, "events.db");
        await EventFileSample.Record(path);
        using (var file = Database.Open(path, readOnly: false))
        {
            file.Execute($"UPDATE {table} SET {forged} WHERE number = 2");
            using var row = new Statement(file, table == "event"
                ? "SELECT number, id, aggregate, type, node, body FROM event WHERE number = 2"
                : "SELECT number, id, time, action, message, resolution, agent FROM error WHERE number = 2");
            Assert.True(row.Begin().Step());
            var seal = table == "event"
                ? new EventRow(EventPosition.Of(2), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Bytes(5).ToArray()).Seal()
                : new ErrorRow(2, row.Text(1), row.Long(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6)).Seal();
            _ = row.Begin();
            file.Execute($"UPDATE {table} SET seal = {seal} WHERE number = 2");
        }

        await Damaged(async () =>
        {
            if (table == "event")
            {
                await using var events = SqliteEventStore.Open(path);
                await foreach (var _ in events.ReadAsync(EventQuery.All)) { }
            }
            else
            {
                await using var errors = SqliteErrorStore.Open(path);
                await foreach (var _ in errors.ReadAsync(ErrorQuery.All)) { }
            }
        });
    }

    // All that can be asked: each an answer, or damage that is told.
    private async Task Check()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var findings = (await store.VerifyAsync()).Findings;
        for (var number = 18L; number < 27; number++)
        {
            await Answered(async () => await store.ReadAsync(Samples.Name, number));
            await Answered(async () => await store.RestoreAsync(Samples.Name, number));
        }

        await Answered(async () => await store.ReadRangeAsync(Samples.Name, 0, int.MaxValue, VersionDetail.Full));
        await Answered(async () => await store.PruneAsync(Samples.Name, new HashSet<long> { 21 }));
        await Answered(async () => await store.CompactAsync());
        Assert.All(findings, finding => Assert.DoesNotContain('\n', $"{finding}"));
    }

    /// <summary>Changes rows, and makes their seals right.</summary>
    private void Forge(string sql)
    {
        using var file = Database.Open(_scratch.Store, readOnly: false);
        file.Execute(sql);
        var (rows, seals) = (new List<HistoryRow>(), new List<(long Key, long Seal)>());
        using (var all = new Statement(file, "SELECT name, key, versions, current, branches, heads FROM history WHERE name <> ''"))
        {
            for (_ = all.Begin(); all.Step();)
                rows.Add(new HistoryRow(all.Text(0), all.Long(1), all.Long(2), all.Text(3), all.Long(4), all.Long(5)));
        }

        foreach (var row in rows)
        {
            using var put = new Statement(file, "UPDATE history SET seal = ?1 WHERE name = ?2");
            put.Begin().Bind(1, row.Seal()).Bind(2, row.Name).Run();
        }

        using (var all = new Statement(file, "SELECT key, id, parent, merged, time, actor, label, changes, content, base_bytes, chain_bytes, pack, "
            + "patch_hash, source_hash, patch, source, snapshot, (SELECT id FROM version p WHERE p.key = (v.key & ~4294967295) | v.parent), "
            + "(SELECT id FROM version p WHERE p.key = (v.key & ~4294967295) | v.merged) FROM version v"))
        {
            for (_ = all.Begin(); all.Step();) seals.Add((all.Long(0), RowOf(all).Seal()));
        }

        foreach (var (key, seal) in seals) file.Execute($"UPDATE version SET seal = {seal} WHERE key = {key}");
    }

    private static VersionRow RowOf(Statement from) => new()
    {
        History = from.Long(0) >> VersionRow.NumberBits,
        Number = from.Long(0) & (VersionRow.MostNumbers - 1),
        Id = new VersionId(from.Bytes(1)),
        Parents =
        [
            .. new[] { (2, 17), (3, 18) }.Where(at => !from.IsNull(at.Item1))
                .Select(at => new VersionRef(from.Long(at.Item1), new VersionId(from.Bytes(at.Item2)))),
        ],
        Time = from.Long(4),
        Actor = from.Text(5),
        Label = from.Text(6),
        Changes = from.Long(7),
        Content = from.Copy(8),
        Weight = new ChainWeight(from.Long(9), from.Long(10)),
        Pack = from.IsNull(11) ? null : from.Long(11),
        PatchHash = from.Copy(12),
        SourceHash = from.Copy(13),
        Patch = from.Copy(14),
        PatchIsText = from.IsText(14),
        Source = from.Copy(15),
        Snapshot = from.Copy(16),
    };

    private static async Task Damaged(Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(act);
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static async Task Answered(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (HistoryStoreException damage)
        {
            Assert.Equal(StoreTrouble.Corrupt, damage.Trouble);
        }
    }
}
