using System.Globalization;
using System.Text;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>Repairs from replicas that are not what one would wish: older, newer, of another line, damaged.</summary>
public sealed class RepairTests : IDisposable
{
    private static readonly HistoryName Name = HistoryName.Of("a.json");

    private readonly Scratch _scratch = new();

    private string Replica => In("replica.db");

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string> DamagesOfHistories { get; } = new(
        "UPDATE history SET current = 'main' WHERE name = 'a.json'",
        "UPDATE history SET versions = versions + 64 WHERE name = 'a.json'",
        "UPDATE history SET versions = 2 WHERE name = 'a.json'",
        "UPDATE history SET heads = heads + 1 WHERE name = 'a.json'",
        "UPDATE history SET branches = 0 WHERE name = 'a.json'",
        "UPDATE history SET seal = seal + 1 WHERE name = 'a.json'",
        "UPDATE history SET key = 5 WHERE name = 'a.json'",
        "UPDATE history SET name = 'a.jsom' WHERE name = 'a.json'");

    [Theory]
    [MemberData(nameof(DamagesOfHistories))]
    public async Task A_damaged_row_of_a_history_comes_back_as_it_was_and_not_as_an_older_replica_has_it(string damage)
    {
        await RecordAsync(_scratch.Store, 4);
        await BranchAsync("old");
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 3, from: 10);
        await DeleteBranchAsync("old");
        await BranchAsync("new", isCurrent: true);
        var content = await ContentAsync();
        Sql(damage);

        var report = await RepairAsync();

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Empty(report.Taken);
        Assert.Equal(content, await ContentAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(22)]
    [InlineData(27)]
    [InlineData(28)]
    [InlineData(31)]
    [InlineData(35)]
    [InlineData(47)]
    [InlineData(52)]
    [InlineData(59)]
    [InlineData(67)]
    [InlineData(71)]
    [InlineData(95)]
    public async Task A_wrong_bit_in_the_beginning_of_the_file_loses_nothing_that_is_newer_than_the_replica(int at)
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 3, from: 10);
        await BranchAsync("new");
        var content = await ContentAsync();
        var bytes = await File.ReadAllBytesAsync(_scratch.Store);
        for (var bit = 0; bit < 8; bit += 3)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(_scratch.Store, damaged);

            var report = await RepairAsync();

            Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
            Assert.False(report.IsReplaced);
            Assert.Equal(content, await ContentAsync());
            Assert.Empty(Directory.GetFiles(_scratch.Folder, ".*.tmp*"));
        }
    }

    [Fact]
    public async Task A_file_that_ends_too_soon_is_read_as_far_as_it_goes()
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 60, from: 10);
        File.Copy(_scratch.Store, In("newer.db"));
        var content = await ContentAsync();
        var bytes = await File.ReadAllBytesAsync(_scratch.Store);
        await File.WriteAllBytesAsync(_scratch.Store, bytes[..^StoreFile.PageSize]);

        // What stood on the last page is newer than the replica, so it is named, and all else is not given up for it.
        var report = await RepairAsync();
        Assert.False(report.IsWhole);
        Assert.False(report.IsReplaced);
        Assert.InRange(report.Unhealed.Length, 1, 40);

        report = await RepairAsync(Replica, In("newer.db"));
        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Equal(content, await ContentAsync());
    }

    [Fact]
    public async Task Branches_that_were_deleted_since_the_replica_was_made_are_in_nobody_s_way()
    {
        await RecordAsync(_scratch.Store, 4);
        for (var i = 0; i < 40; i++) await BranchAsync($"feature{i}");
        File.Copy(_scratch.Store, Replica);
        for (var i = 0; i < 40; i += 2) await DeleteBranchAsync($"feature{i}");
        var content = await ContentAsync();
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff = 2");

        var report = await RepairAsync();

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Equal(content, await ContentAsync());
    }

    [Theory]
    [InlineData("UPDATE version SET patch = '[]' WHERE key & 0xffffffff = 4")]
    [InlineData("UPDATE version SET patch = '[]' WHERE key & 0xffffffff = 4; DELETE FROM history WHERE name <> ''")]
    [InlineData("DELETE FROM version WHERE key & 0xffffffff = 4; DELETE FROM history WHERE name <> ''")]
    public async Task A_version_of_another_line_is_not_taken_for_the_one_that_is_lost(string damage)
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 1, from: 10);
        await RecordAsync(Replica, 1, from: 20);
        Sql(damage);

        var report = await RepairAsync();

        Assert.False(report.IsWhole);
        Assert.Contains(report.Unhealed, finding => finding.History == Name.Text);
        Assert.Null(report.Kept);
    }

    [Fact]
    public async Task A_version_without_a_branch_is_not_healed_by_one_of_another_line()
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await BranchAsync("tried", isCurrent: true);
        await RecordAsync(_scratch.Store, 1, from: 10);
        await SwitchAsync("main");
        await DeleteBranchAsync("tried");
        await RecordAsync(Replica, 1, from: 20);
        Sql("UPDATE version SET patch = '[]' WHERE key & 0xffffffff = 4");

        var report = await RepairAsync();

        Assert.Contains(report.Unhealed, finding => finding is { History: "a.json", Number: 4 });
        Assert.Null(report.Kept);
    }

    [Fact]
    public async Task A_replica_that_went_another_way_heals_what_is_common_to_both()
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 2, from: 10);
        await RecordAsync(Replica, 6, from: 20);
        var content = await ContentAsync();
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff = 2; DELETE FROM history WHERE name <> ''");

        var report = await RepairAsync();

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Equal(content, await ContentAsync());
    }

    [Fact]
    public async Task A_branch_whose_version_is_lost_is_not_set_back_to_where_an_older_replica_has_it()
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 1, from: 10);
        Sql("DELETE FROM version WHERE key & 0xffffffff = 4; DELETE FROM history WHERE name <> ''");

        var report = await RepairAsync();

        Assert.False(report.IsWhole);
        Assert.Null(report.Kept);
    }

    [Fact]
    public async Task Content_that_a_replica_has_given_up_is_lost_and_named()
    {
        await RecordAsync(_scratch.Store, 6);
        File.Copy(_scratch.Store, Replica);
        await using (var replica = SqliteHistoryStore.Open(Replica))
            _ = Right(await replica.PruneAsync(Name, new System.Collections.Generic.HashSet<long> { 1, 2, 3 }));
        var before = await ContentAsync();
        Sql("UPDATE version SET patch = '[]' WHERE key & 0xffffffff IN (1, 2, 3)");

        var report = await RepairAsync();

        Assert.Equal([1, 2, 3], report.Unhealed.Select(finding => finding.Number));
        Assert.Null(report.Kept);
        Assert.NotEmpty(before);
    }

    [Fact]
    public async Task A_row_that_is_gone_is_healed_by_a_pruned_version_which_is_told()
    {
        await RecordAsync(_scratch.Store, 6);
        File.Copy(_scratch.Store, Replica);
        await using (var replica = SqliteHistoryStore.Open(Replica))
            _ = Right(await replica.PruneAsync(Name, new System.Collections.Generic.HashSet<long> { 1, 2, 3 }));
        Sql("DELETE FROM version WHERE key & 0xffffffff IN (2, 3); UPDATE version SET time = 0 WHERE key & 0xffffffff = 5");

        var report = await RepairAsync();

        Assert.Equal([(2, true), (3, true), (5, false)], report.Taken.Select(it => ((int)it.Version.Number, it.IsPruned)));
        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.NotEmpty(await ContentAsync());
    }

    [Theory]
    [InlineData("UPDATE history SET versions = 3 WHERE name = 'a.json'")]
    [InlineData("UPDATE history SET seal = 0 WHERE name = ''")]
    [InlineData("DELETE FROM history WHERE name = ''")]
    [InlineData("UPDATE version SET patch = '[]' WHERE key & 0xffffffff IN (0, 2)")]
    [InlineData("DELETE FROM version WHERE key & 0xffffffff = 2")]
    public async Task A_damaged_replica_gives_what_is_whole_and_the_next_gives_the_rest(string damage)
    {
        await RecordAsync(_scratch.Store, 6);
        File.Copy(_scratch.Store, Replica);
        File.Copy(_scratch.Store, In("second.db"));
        var content = await ContentAsync();
        Sql("UPDATE version SET patch = '[]' WHERE key & 0xffffffff IN (2, 4)");
        Sql(damage, Replica);

        var report = await RepairAsync(Replica, In("second.db"));

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Equal(content, await ContentAsync());
    }

    [Fact]
    public async Task A_history_of_which_nothing_is_left_comes_back_whatever_else_the_replica_has()
    {
        await RecordAsync(_scratch.Store, 2);
        await RecordAsync(_scratch.Store, 3, name: "c.json");
        var content = await ContentAsync();
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(Replica, 1, name: "b.json");
        Sql("DELETE FROM history WHERE name = 'c.json'; DELETE FROM version WHERE key >> 32 = 2");

        var report = await RepairAsync();

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Empty(content.Except(await ContentAsync()));
    }

    [Fact]
    public async Task A_value_whose_base_was_pruned_comes_from_the_replica_that_can_make_it()
    {
        await RecordAsync(_scratch.Store, 6);
        File.Copy(_scratch.Store, Replica);
        File.Copy(_scratch.Store, In("second.db"));
        await using (var store = SqliteHistoryStore.Open(_scratch.Store))
            _ = Right(await store.PruneAsync(Name, new System.Collections.Generic.HashSet<long> { 0, 1, 2 }));
        var content = await ContentAsync();
        Sql("UPDATE version SET snapshot = x'00' WHERE key & 0xffffffff = 3");
        Sql("UPDATE version SET patch = '[]' WHERE key & 0xffffffff = 1", Replica);

        var report = await RepairAsync(Replica, In("second.db"));

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        Assert.Equal(content, await ContentAsync());
    }

    [Fact]
    public async Task Of_two_repairs_at_once_the_second_is_refused_and_undoes_nothing()
    {
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await RecordAsync(_scratch.Store, 2, from: 10);
        var content = await ContentAsync();
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff = 2");
        var damaged = await File.ReadAllBytesAsync(_scratch.Store);
        await using var replica = SqliteHistoryStore.Open(Replica, new SqliteStoreOptions { ReadOnly = true });
        var progress = new Progress();
        var options = new RepairOptions { Progress = progress, BusyTimeout = TimeSpan.Zero };
        HistoryStoreException? refused = null;
        progress.Once = () => refused = Assert.Throws<HistoryStoreException>(
            () => SqliteHistoryStore.RepairAsync(_scratch.Store, [replica], options).AsTask().GetAwaiter().GetResult());

        var report = await SqliteHistoryStore.RepairAsync(_scratch.Store, [replica], options);

        Assert.Equal(StoreTrouble.Busy, refused!.Trouble);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(report.Kept!));
        _ = Assert.Single(Directory.GetFiles(_scratch.Folder, "*.damaged-*"));
        Assert.Equal(content, await ContentAsync());
    }

    [Fact]
    public async Task Who_has_the_damaged_file_open_is_told_that_it_was_replaced_and_to_open_it_again()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("An open file cannot be replaced there.");
        await RecordAsync(_scratch.Store, 4);
        File.Copy(_scratch.Store, Replica);
        await using var unread = SqliteHistoryStore.Open(_scratch.Store);
        await using var read = SqliteHistoryStore.Open(_scratch.Store);
        _ = await read.FindAsync(Name);
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff = 2");
        Assert.NotNull((await RepairAsync()).Kept);

        foreach (var store in (SqliteHistoryStore[])[unread, read])
        {
            var root = Conformance.Draft.Start.ToRoot(Conformance.Draft.StampOf(1));
            Func<Task>[] uses =
            [
                async () => await store.FindAsync(Name),
                async () => await store.AppendAsync(Name, new AppendBatch([root], [])),
                async () => await store.RestoreAsync(Name, 3),
            ];
            foreach (var use in uses)
            {
                var failure = await Assert.ThrowsAsync<HistoryStoreException>(use);
                Assert.Equal(
                    (StoreTrouble.NotAStore, $"{_scratch.Store} was replaced while it was open, as a repair does; "
                        + "nothing was recorded, open it again"),
                    (failure.Trouble, failure.Message));
            }
        }

        Assert.NotEmpty(await ContentAsync());
    }

    [Fact]
    public async Task A_verification_in_the_middle_of_which_a_repair_replaces_the_file_says_so_and_nothing_of_the_old_one()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("An open file cannot be replaced there.");
        await RecordAsync(_scratch.Store, 400);
        File.Copy(_scratch.Store, Replica);
        Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff IN (2, 300)");
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var progress = new Progress
        {
            Once = () => Assert.NotNull(RepairAsync().GetAwaiter().GetResult().Kept),
        };

        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.VerifyAsync(new VerifyOptions { Progress = progress }));

        Assert.Equal(StoreTrouble.NotAStore, failure.Trouble);
        Assert.Contains("was replaced while it was open", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await ContentAsync());
    }

    [Fact]
    public async Task Who_has_the_damaged_file_open_leaves_the_journal_of_the_repaired_one_alone()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("An open file cannot be replaced there.");
        await RecordAsync(_scratch.Store, 200);
        File.Copy(_scratch.Store, Replica);
        await using (var before = SqliteHistoryStore.Open(_scratch.Store))
        await using (var reader = SqliteHistoryStore.Open(_scratch.Store, new SqliteStoreOptions { ReadOnly = true }))
        {
            Sql("UPDATE version SET label = 'x' WHERE key & 0xffffffff = 2");
            Assert.NotNull((await RepairAsync()).Kept);
            using var writer = Database.Open(_scratch.Store, readOnly: false);
            writer.Execute("PRAGMA cache_size=1; BEGIN IMMEDIATE; UPDATE version SET label = label || 'y'");
            var journal = new FileInfo($"{_scratch.Store}-journal").Length;
            Assert.NotEqual(0, journal);

            foreach (var store in (SqliteHistoryStore[])[before, reader])
            {
                _ = await Assert.ThrowsAsync<HistoryStoreException>(async () => await store.FindAsync(Name));
                _ = await Assert.ThrowsAsync<HistoryStoreException>(async () => await store.CompactAsync());
                await store.DisposeAsync();
                Assert.Equal(journal, new FileInfo($"{_scratch.Store}-journal").Length);
            }

            writer.RollBack();
        }

        Assert.NotEmpty(await ContentAsync());
    }

    [Fact]
    public async Task A_store_is_itself_by_whatever_folder_it_is_named()
    {
        await RecordAsync(_scratch.Store, 2);
        var folder = In("elsewhere");
        _ = Directory.CreateSymbolicLink(folder, _scratch.Folder);
        var same = Path.Combine(folder, Path.GetFileName(_scratch.Store));
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            () => store.BackupAsync(same, new BackupOptions { Overwrite = true }).AsTask());
        Assert.Equal(StoreTrouble.NotPermitted, failure.Trouble);
        _ = await Assert.ThrowsAsync<ArgumentException>(
            () => SqliteHistoryStore.RepairAsync(same, [store]).AsTask());
    }

    private string In(string name) => Path.Combine(_scratch.Folder, name);

    private void Sql(string sql, string? path = null)
    {
        using var file = Database.Open(path ?? _scratch.Store, readOnly: false);
        file.Execute(sql);
    }

    private static async Task RecordAsync(string path, int count, int from = 0, string? name = null)
    {
        await using var store = SqliteHistoryStore.Open(path);
        var history = await DocumentHistory.OpenAsync(store, name is null ? Name : HistoryName.Of(name));
        for (var i = from; i < from + count; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{{\"at\": {i}, \"list\": [1, {i}]}}\n");
            var stamp = Stamp.FromTicks(639_000_000_000_000_000 + (i * 10_000_000L), "who", $"step {i}");
            history = Right(await history.RecordAsync(Encoding.UTF8.GetBytes(text), stamp)).History;
        }
    }

    private async Task BranchAsync(string name, bool isCurrent = false)
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var history = Right(await (await DocumentHistory.OpenAsync(store, Name)).CreateBranchAsync(BranchName.Of(name)));
        if (isCurrent) _ = Right(await history.SwitchAsync(BranchName.Of(name)));
    }

    private async Task SwitchAsync(string name)
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        _ = Right(await (await DocumentHistory.OpenAsync(store, Name)).SwitchAsync(BranchName.Of(name)));
    }

    private async Task DeleteBranchAsync(string name)
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        _ = Right(await (await DocumentHistory.OpenAsync(store, Name)).DeleteBranchAsync(BranchName.Of(name)));
    }

    private async Task<List<string>> ContentAsync()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Empty((await DocumentHistory.VerifyAsync(store)).Findings);
        return await Samples.ReadAll(store);
    }

    private async Task<RepairReport> RepairAsync(params string[] replicas)
    {
        var paths = replicas.Length == 0 ? [Replica] : replicas;
        var readOnly = new SqliteStoreOptions { ReadOnly = true };
        var stores = paths.Select(path => SqliteHistoryStore.Open(path, readOnly)).ToList();
        try
        {
            return await SqliteHistoryStore.RepairAsync(_scratch.Store, [.. stores]);
        }
        finally
        {
            foreach (var store in stores) await store.DisposeAsync();
        }
    }

    /// <summary>Does something once, in the middle of a repair.</summary>
    private sealed class Progress : IProgress<StoreProgress>
    {
        public Action? Once { get; set; }

        public void Report(StoreProgress value)
        {
            var act = Once;
            Once = null;
            act?.Invoke();
        }
    }
}
