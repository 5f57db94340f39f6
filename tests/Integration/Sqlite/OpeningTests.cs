using System.Diagnostics;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

public sealed class OpeningTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_of_text_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_scratch.Store, "{\"this\": \"is a document\"}");
        AssertRefused(StoreTrouble.NotAStore);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using (var other = Create()) other.Execute("CREATE TABLE theirs(x); INSERT INTO theirs VALUES(1)");
        AssertRefused(StoreTrouble.NotAStore);
    }

    [Fact]
    public async Task A_store_of_a_newer_format_is_refused_and_the_message_names_both_formats()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        using (var file = Create()) file.Execute("PRAGMA user_version=7");
        var refused = AssertRefused(StoreTrouble.NewerFormat);
        Assert.Contains("format 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused()
    {
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(_scratch.Folder));
        Assert.Equal(StoreTrouble.NotAStore, refused.Trouble);
        Assert.EndsWith("is a folder; name a file in it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_store_is_not_made_unless_it_may_be()
    {
        var options = new SqliteStoreOptions { CreateIfMissing = false };
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(_scratch.Store, options));
        Assert.Equal(StoreTrouble.Missing, refused.Trouble);
        Assert.False(File.Exists(_scratch.Store));
    }

    [Fact]
    public void A_store_in_a_missing_folder_says_so()
    {
        var path = Path.Combine(_scratch.Folder, "no", "such", "folder.db");
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(path));
        Assert.Equal(StoreTrouble.Missing, refused.Trouble);
    }

    [Fact]
    public async Task A_store_that_another_holds_is_busy_after_the_time_allowed()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        using var other = Create();
        other.Execute("BEGIN EXCLUSIVE");
        var clock = Stopwatch.StartNew();
        var options = new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(200) };
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(_scratch.Store, options));
        Assert.Equal(StoreTrouble.Busy, refused.Trouble);
        Assert.InRange(clock.ElapsedMilliseconds, 150, 10_000);
        other.Execute("COMMIT");
        await using var reopened = SqliteHistoryStore.Open(_scratch.Store, options);
        Assert.Empty((await reopened.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_full_disk_is_an_answer_and_loses_nothing()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        var options = new SqliteStoreOptions { LargestFile = new FileInfo(_scratch.Store).Length + 8192 };
        await using var full = SqliteHistoryStore.Open(_scratch.Store, options);
        var before = await Samples.ReadAll(full);
        var large = Conformance.Draft.Start.ToRoot(
            Conformance.Draft.StampOf(1), System.Security.Cryptography.RandomNumberGenerator.GetBytes(100_000));
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () =>
            await full.AppendAsync(Samples.Name, new AppendBatch([large], [])));
        Assert.Equal(StoreTrouble.DiskFull, failure.Trouble);
        Assert.Equal(before, await Samples.ReadAll(full));
        Assert.Empty((await full.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_store_that_may_not_be_written_says_so()
    {
        if (Environment.UserName == "root") Assert.Skip("root may write everywhere, so a permission refuses nothing");
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_scratch.Store, UnixFileMode.None);
        AssertRefusedBy(StoreTrouble.NotPermitted);
    }

    [Fact]
    public async Task A_store_opened_for_reading_refuses_to_write()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        await using var reading = SqliteHistoryStore.Open(_scratch.Store, new SqliteStoreOptions { ReadOnly = true });
        Assert.NotEmpty(await Samples.ReadAll(reading));
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () =>
            await reading.AppendAsync(Samples.Name, new AppendBatch([], [])));
        Assert.Equal(StoreTrouble.NotPermitted, failure.Trouble);
    }

    [Fact]
    public async Task A_new_store_is_readable_by_its_owner_alone_and_leaves_one_file()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        Assert.Equal([_scratch.Store], Directory.GetFiles(_scratch.Folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch.Store));
    }

    [Theory]
    [InlineData(3035005, false)]
    [InlineData(3040001, false)]
    [InlineData(3044005, false)]
    [InlineData(3044006, true)]
    [InlineData(3045000, false)]
    [InlineData(3050007, true)]
    [InlineData(3051002, false)]
    [InlineData(3051003, true)]
    [InlineData(3052000, true)]
    public void The_write_ahead_log_is_used_only_where_its_fault_is_mended(int version, bool used) =>
        Assert.Equal(used, StoreFile.MayUseWriteAheadLog(version));

    [Fact]
    public async Task The_record_can_be_read_with_plain_SQL()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store, compact: false);
        using var file = Create();
        Assert.Equal(
            ["1|2022-09-28T22:13:20.000Z|actor 1 é"],
            file.Texts("SELECT number || '|' || time || '|' || substr(actor, 1, 9) FROM log WHERE number = 1"));
        Assert.Equal(["config/app.json|main|27|1"], file.Texts(
            "SELECT history || '|' || branch || '|' || number || '|' || current FROM head WHERE branch = 'main'"));
        var patch = Assert.Single(file.Texts("SELECT patch FROM log WHERE number = 20"));
        Assert.StartsWith("[{\"op\":\"add\"", patch, StringComparison.Ordinal);
    }

    private Database Create()
    {
        if (!File.Exists(_scratch.Store)) File.WriteAllBytes(_scratch.Store, []);
        return Database.Open(_scratch.Store, readOnly: false);
    }

    private HistoryStoreException AssertRefused(StoreTrouble trouble)
    {
        var before = File.ReadAllBytes(_scratch.Store);
        var refused = AssertRefusedBy(trouble);
        Assert.Equal(before, File.ReadAllBytes(_scratch.Store));
        return refused;
    }

    private HistoryStoreException AssertRefusedBy(StoreTrouble trouble)
    {
        var refused = Assert.Throws<HistoryStoreException>(() => SqliteHistoryStore.Open(_scratch.Store));
        Assert.Equal(trouble, refused.Trouble);
        Assert.DoesNotContain('\n', refused.Message);
        return refused;
    }
}
