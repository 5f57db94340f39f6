using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Rot;

/// <summary>What a repair does, and what it leaves alone.</summary>
public sealed class RepairTests : IDisposable
{
    private static readonly HistoryName Small = HistoryName.Of("a.json");

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_faults_are_told_with_their_versions()
    {
        _ = await GivenAsync("UPDATE version SET label = 'x' WHERE key & 0xffffffff IN (5, 7)");
        await using var store = SqliteHistoryStore.Open(_folder.Store);
        var report = await store.VerifyAsync();
        Assert.Equal([5, 7, 5, 7], report.Findings.Select(finding => finding.Number));
        Assert.Equal(2, report.Findings.Select(finding => finding.History).Distinct().Count());
    }

    [Fact]
    public async Task What_is_whole_is_left_as_it_is()
    {
        _ = await GivenAsync("SELECT 1");
        var before = await File.ReadAllBytesAsync(_folder.Store);
        var report = await RepairAsync();
        Assert.Equal((true, null, 0), (report.IsWhole, report.Kept, report.Findings.Length));
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Store));
    }

    [Fact]
    public async Task A_wrong_snapshot_needs_no_replica()
    {
        var content = await GivenAsync("UPDATE version SET snapshot = x'00' WHERE snapshot IS NOT NULL AND parent > 11");
        var report = await SqliteHistoryStore.RepairAsync(_folder.Store, []);
        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.NotEmpty(report.Findings);
        Assert.Empty(report.Taken);
        Assert.Null(StoreState.Difference(content, await ReadAsync()));
    }

    [Fact]
    public async Task What_no_replica_has_is_named_and_nothing_is_changed()
    {
        _ = await GivenAsync("UPDATE version SET id = zeroblob(32) WHERE key & 0xffffffff = 6");
        var before = await File.ReadAllBytesAsync(_folder.Store);
        var report = await SqliteHistoryStore.RepairAsync(_folder.Store, []);
        Assert.False(report.IsWhole);
        Assert.Contains(report.Unhealed, finding => finding is { History: "a.json", Number: 6 });
        Assert.Null(report.Kept);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Store));
        Assert.Empty(Directory.GetFiles(_folder.Path, ".store.db*"));
    }

    [Fact]
    public async Task The_damaged_file_is_kept_and_what_is_newer_than_the_replica_stays()
    {
        _ = await GivenAsync("SELECT 1");
        await using (var store = SqliteHistoryStore.Open(_folder.Store))
        {
            var history = await DocumentHistory.OpenAsync(store, Small);
            _ = Right(await history.RecordAsync("[1]"u8.ToArray(), Stamp.FromTicks(639_000_000_000_000_000, "late")));
        }

        var content = await ReadAsync();
        Damage("UPDATE version SET time = time + 1 WHERE key & 0xffffffff = 6; DELETE FROM version WHERE key & 0xffffffff = 9");
        var damaged = await File.ReadAllBytesAsync(_folder.Store);
        var report = await RepairAsync();
        Assert.Equal(damaged, await File.ReadAllBytesAsync(report.Kept!));
        Assert.Equal([6, 9, 6, 9], report.Taken.Select(taken => taken.Version.Number));
        Assert.Null(StoreState.Difference(content, await ReadAsync()));
    }

    [Fact]
    public async Task Whoever_has_the_damaged_store_open_is_refused_and_cannot_write_what_nobody_will_read()
    {
        _ = await GivenAsync("SELECT 1");
        await using var open = SqliteHistoryStore.Open(_folder.Store);
        _ = await open.HistoriesAsync();
        Damage("UPDATE version SET time = time + 1 WHERE key & 0xffffffff = 6");
        Assert.NotNull((await RepairAsync()).Kept);
        Assert.Equal(StoreTrouble.NotAStore, await TroubleAsync(open));
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_read_is_replaced_and_kept()
    {
        var content = await GivenAsync("SELECT 1");
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder.Store, bytes);
        var refused = await RepairAsync();
        Assert.Equal((false, true, null), (refused.IsWhole, refused.IsReplaced, refused.Kept));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.Store));
        var report = await RepairAsync(new RepairOptions { ReplacesUnreadable = true });
        Assert.True(report.IsReplaced);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(report.Kept!));
        Assert.Null(StoreState.Difference(content, await ReadAsync()));
    }

    [Fact]
    public async Task Another_program_s_database_is_left_alone()
    {
        _ = await GivenAsync("SELECT 1");
        File.Delete(_folder.Store);
        await File.WriteAllBytesAsync(_folder.Store, []);
        Damage("CREATE TABLE theirs(x); INSERT INTO theirs VALUES(1)");
        var before = await File.ReadAllBytesAsync(_folder.Store);
        _ = await Assert.ThrowsAsync<HistoryStoreException>(() => RepairAsync().AsTask());
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Store));
    }

    private static async Task<StoreTrouble> TroubleAsync(SqliteHistoryStore store)
    {
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () =>
        {
            var history = await DocumentHistory.OpenAsync(store, Small);
            _ = await history.RecordAsync("[2]"u8.ToArray(), Stamp.FromTicks(639_000_000_000_000_000, "late"));
        });
        return failure.Trouble;
    }

    /// <summary>A store, a copy of it, and damage that keeps the file a whole database.</summary>
    private async Task<IReadOnlyList<string>> GivenAsync(string damage)
    {
        var sample = await Sample.MakeAsync(_folder.File("copy.db"), Sample.Form.Plain);
        sample.Files.Write(_folder.Store);
        Damage(damage);
        return sample.Content;
    }

    private void Damage(string sql)
    {
        using var file = Database.Open(_folder.Store, readOnly: false);
        file.Execute(sql);
    }

    private async Task<IReadOnlyList<string>> ReadAsync()
    {
        await using var store = SqliteHistoryStore.Open(_folder.Store);
        Assert.Empty((await store.VerifyAsync()).Findings);
        return await Read.AllAsync(store);
    }

    private async ValueTask<RepairReport> RepairAsync(RepairOptions? options = null)
    {
        await using var copy = SqliteHistoryStore.Open(_folder.File("copy.db"), new SqliteStoreOptions { ReadOnly = true });
        return await SqliteHistoryStore.RepairAsync(_folder.Store, [copy], options);
    }
}
