using System.Text;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Snippets;

public sealed class BackupsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timeline-snippets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_store_is_copied_verified_and_healed()
    {
        var path = Path.Combine(_folder.FullName, "app.db");
        var copies = Path.Combine(_folder.FullName, "copy.db");
        await using (var store = SqliteHistoryStore.Open(path))
        {
            var settings = await DocumentHistory.OpenAsync(store, HistoryName.Of("app.json"));
            Assert.True((await settings.RecordAsync("{}"u8.ToArray(), Stamp.FromTicks(0, "ada", "the label"))).IsRight);
        }

        await using (var store = SqliteHistoryStore.Open(path))
        {
            var copied = await store.BackupAsync(copies, new BackupOptions { Overwrite = true });
            var verified = await DocumentHistory.VerifyAsync(store);
            foreach (var finding in verified.Findings) Console.WriteLine(finding);
            Assert.Equal((true, true), (File.Exists(copied.Path), verified.IsClean));
        }

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("the label"))] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        await using var copy = SqliteHistoryStore.Open(copies, new SqliteStoreOptions { ReadOnly = true });
        var repaired = await SqliteHistoryStore.RepairAsync(path, [copy]);
        Console.WriteLine(repaired.IsWhole ? $"whole; {repaired.Taken.Length} taken" : $"lost: {repaired.Unhealed[0]}");

        Assert.True(repaired is { IsWhole: true, Taken.Length: 1 });
    }
}
