using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>Files that are made beside the one that is asked for: they are named in no message, and not left.</summary>
public sealed class DraftTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Copy => Path.Combine(_scratch.Folder, "copy.db");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(0, StoreTrouble.NotAStore)]
    [InlineData(68, StoreTrouble.NotAStore)]
    [InlineData(60, StoreTrouble.NewerFormat)]
    public async Task A_backup_of_a_file_that_is_no_store_any_more_names_the_store(int at, StoreTrouble expected)
    {
        await using var store = await RecordedAsync();
        await using (var file = File.Open(_scratch.Store, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = at;
            file.WriteByte(0x7f);
        }

        var failure = await Assert.ThrowsAsync<HistoryStoreException>(() => store.BackupAsync(Copy).AsTask());

        Assert.Equal(expected, failure.Trouble);
        Assert.StartsWith($"{_scratch.Store} ", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Copy));
        AssertNoDraft();
    }

    [Fact]
    public async Task A_backup_of_a_store_that_another_holds_names_the_store()
    {
        await (await RecordedAsync()).DisposeAsync();
        var options = new SqliteStoreOptions { BusyTimeout = TimeSpan.Zero };
        await using var store = SqliteHistoryStore.Open(_scratch.Store, options);
        using var other = Database.Open(_scratch.Store, readOnly: false);
        other.Execute("BEGIN EXCLUSIVE");

        var failure = await Assert.ThrowsAsync<HistoryStoreException>(() => store.BackupAsync(Copy).AsTask());

        Assert.Equal(
            (StoreTrouble.Busy, $"another process is using {_scratch.Store}; try again when it is done"),
            (failure.Trouble, failure.Message));
    }

    [Fact]
    public async Task What_a_killed_program_has_left_is_taken_away_and_nothing_else()
    {
        await using var store = await RecordedAsync();
        var left = Leave(".copy.db.abcdefgh.ijk.tmp");
        var journal = Leave(".copy.db.abcdefgh.ijk.tmp-journal");
        var unlocked = Leave(".copy.db.abcdefgh.ijk.tmp-lock");
        string[] others =
        [
            Leave(".copy.db.heldheld.hel.tmp"), Leave(".copy.db.heldheld.hel.tmp-lock"),
            Leave(".copy.db.youngyou.you.tmp", hours: 0), Leave(".copy.db.youngyou.you.tmp-lock"),
            Leave(".copy.db.beginbeg.beg.tmp-lock", hours: 0),
            Leave(".copy.db.alonealo.alo.tmp"),
            Leave(".copy.db.old.abcdefgh.ijk.tmp"), Leave(".copy.db.old.abcdefgh.ijk.tmp-lock"),
            Leave(".other.db.abcdefgh.ijk.tmp"), Leave(".other.db.abcdefgh.ijk.tmp-lock"),
        ];
        await using var held = new FileStream(others[1], FileMode.Open, FileAccess.Write, FileShare.None);

        _ = await store.BackupAsync(Copy);

        foreach (var file in (string[])[left, journal, unlocked]) Assert.False(File.Exists(file), file);
        Assert.Equal(
            others.Append(Copy).Append(_scratch.Store).Order(StringComparer.Ordinal),
            Directory.GetFiles(_scratch.Folder).Where(it => it != $"{_scratch.Store}-journal").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repair_with_nothing_to_do_takes_away_what_an_earlier_one_has_left()
    {
        await (await RecordedAsync()).DisposeAsync();
        _ = Leave(".timeline.db.abcdefgh.ijk.tmp");
        _ = Leave(".timeline.db.abcdefgh.ijk.tmp-lock");
        Assert.True((await SqliteHistoryStore.RepairAsync(_scratch.Store, [])).IsWhole);
        Assert.Equal([_scratch.Store], Directory.GetFiles(_scratch.Folder));
    }

    [Fact]
    public async Task A_draft_is_locked_as_long_as_it_is_made()
    {
        await using var store = await RecordedAsync();
        var seen = 0;
        var options = new BackupOptions { Progress = new Watch(() => seen += Look()) };
        _ = await store.BackupAsync(Copy, options);
        Assert.NotEqual(0, seen);
        AssertNoDraft();

        int Look()
        {
            foreach (var file in Directory.GetFiles(_scratch.Folder, ".copy.db.*")) File.SetLastWriteTimeUtc(file, Ago(2));
            var held = Assert.Single(Directory.GetFiles(_scratch.Folder, ".copy.db.*.tmp-lock"));
            DraftedFile.Sweep(Copy);
            Assert.True(File.Exists(held) && File.Exists(held[..^"-lock".Length]));
            return 1;
        }
    }

    [Fact]
    public async Task A_journal_that_cannot_be_copied_beside_a_store_whose_beginning_is_damaged_is_the_stores_trouble()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There SQLite cannot look at the journal either.");
        await (await RecordedAsync()).DisposeAsync();
        File.Copy(_scratch.Store, Copy);
        await using var replica = SqliteHistoryStore.Open(Copy, new SqliteStoreOptions { ReadOnly = true });
        var bytes = await File.ReadAllBytesAsync(_scratch.Store);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(_scratch.Store, bytes);
        await using var journal = new FileStream(
            $"{_scratch.Store}-journal", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        journal.Write(new byte[512]);
        journal.Flush();

        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            () => SqliteHistoryStore.RepairAsync(_scratch.Store, [replica]).AsTask());

        Assert.Equal(StoreTrouble.InputOutput, failure.Trouble);
        Assert.StartsWith($"{_scratch.Store} cannot be read or written (", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("; check the disk", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", failure.Message, StringComparison.Ordinal);
        AssertNoDraft();
    }

    private async Task<SqliteHistoryStore> RecordedAsync()
    {
        var store = SqliteHistoryStore.Open(_scratch.Store);
        await Samples.Record(store);
        return store;
    }

    private static DateTime Ago(int hours) => DateTime.UtcNow - TimeSpan.FromHours(hours);

    private string Leave(string name, int hours = 2)
    {
        var path = Path.Combine(_scratch.Folder, name);
        File.WriteAllText(path, "left");
        File.SetLastWriteTimeUtc(path, Ago(hours));
        return path;
    }

    private void AssertNoDraft() => Assert.DoesNotContain(
        Directory.GetFiles(_scratch.Folder), file => file.Contains(".tmp", StringComparison.Ordinal));

    private sealed class Watch(Action look) : IProgress<StoreProgress>
    {
        public void Report(StoreProgress value) => look();
    }
}
