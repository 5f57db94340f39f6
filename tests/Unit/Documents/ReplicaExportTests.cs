using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Unit.Documents;

/// <summary>Exports of a store that keeps the branches of others, and may have none of its own.</summary>
public sealed class ReplicaExportTests
{
    [Fact]
    public async Task What_a_store_without_its_current_branch_exports_is_imported()
    {
        var name = HistoryName.Of("doc.json");
        await using var from = new MemoryHistoryStore();
        await using var replica = new MemoryHistoryStore();
        await using var copy = new MemoryHistoryStore();
        var recorded = Right(await (await DocumentHistory.OpenAsync(from, name)).RecordAsync(Value.Of(1), default));
        var version = Right(await from.ReadAsync(name, recorded.Version.Number));
        var again = NewVersion.From([], version.Stamp, version.Payload!, contentHash: version.ContentHash);
        var taken = AppendBatch.Of(again, BranchMove.Create(BranchName.Of("peer/main"), again.Id));
        _ = Right(await replica.AppendAsync(name, taken));

        List<ReadOnlyMemory<byte>> lines = [];
        _ = Right(await (await DocumentHistory.OpenAsync(replica, name)).ExportAsync((line, _) =>
        {
            lines.Add(line.ToArray());
            return default;
        }));
        var imported = Right(await DocumentHistory.ImportAsync(copy, Each(lines)));

        Assert.Equal(BranchName.Main, imported.History.CurrentBranch);
        Assert.Equal(version.Id, Right(imported.History.Find("peer/main")).Id);
    }

    private static async IAsyncEnumerable<T> Each<T>(IEnumerable<T> items)
    {
        await Task.CompletedTask;
        foreach (var item in items) yield return item;
    }
}
