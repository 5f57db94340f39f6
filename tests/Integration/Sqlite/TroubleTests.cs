using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>What SQLite and the system answer, in words that fit what has happened.</summary>
public sealed class TroubleTests : IDisposable
{
    private const int CannotOpen = 14, ReadFailed = 266, FlushFailed = 1034, Damaged = 11;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(CannotOpen, 13, StoreTrouble.NotPermitted)]
    [InlineData(CannotOpen, 28, StoreTrouble.DiskFull)]
    [InlineData(CannotOpen, 5, StoreTrouble.InputOutput)]
    [InlineData(CannotOpen, 24, StoreTrouble.InputOutput)]
    [InlineData(FlushFailed, 28, StoreTrouble.DiskFull)]
    [InlineData(FlushFailed, 5, StoreTrouble.InputOutput)]
    [InlineData(ReadFailed, 5, StoreTrouble.InputOutput)]
    [InlineData(Damaged, 0, StoreTrouble.Corrupt)]
    public void The_systems_number_tells_a_full_disk_from_a_broken_one_and_from_rights(int code, int system, StoreTrouble expected)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("The numbers are those of other systems.");
        var failure = Assert.IsType<HistoryStoreException>(Trouble.From("/a/store.db", code, "words", system));
        Assert.Equal(expected, failure.Trouble);
        Assert.Contains("/a/store.db", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_moved_away_while_it_was_open_is_no_matter_of_permissions()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("An open file cannot be moved there.");
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        await Samples.Record(store);
        var root = Conformance.Draft.Start.ToRoot(Conformance.Draft.StampOf(1));
        File.Move(_scratch.Store, $"{_scratch.Store}.elsewhere");
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(
                HistoryName.Of("other"), AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id))));
        Assert.Equal(StoreTrouble.InputOutput, failure.Trouble);
        Assert.Contains("was moved or deleted", failure.Message, StringComparison.Ordinal);
    }
}
