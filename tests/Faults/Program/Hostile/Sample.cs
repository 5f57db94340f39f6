using System.Text;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>A store with one of everything: branches, a merge, files, snapshots, packs and versions that were pruned.</summary>
internal sealed class Sample : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Sample()
    {
        Path = _folder.File("sample.db");
        RecordAsync().GetAwaiter().GetResult();
    }

    public static IReadOnlyList<HistoryName> Names { get; } = [HistoryName.Of("config/app.json"), HistoryName.Of("é b.json")];

    public string Path { get; }

    /// <summary>One of its histories as an archive.</summary>
    public byte[] Export(HistoryName name)
    {
        var lines = new MemoryStream();
        ExportAsync(name, lines).GetAwaiter().GetResult();
        return lines.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    private async Task ExportAsync(HistoryName name, MemoryStream to)
    {
        await using var store = SqliteHistoryStore.Open(Path);
        var history = await DocumentHistory.OpenAsync(store, name).ConfigureAwait(false);
        _ = Right(await history.ExportAsync((line, stop) => to.WriteAsync(line, stop)).ConfigureAwait(false));
    }

    private async Task RecordAsync()
    {
        await using var store = SqliteHistoryStore.Open(Path);
        foreach (var (name, count) in Names.Zip([14, 3]))
        {
            var history = await DocumentHistory.OpenAsync(store, name).ConfigureAwait(false);
            for (var i = 0; i < count; i++)
            {
                var text = $$"""{ "name": "app", "count": {{i}}, "list": [1, 2, {{i}}], "text{{i % 3}}": "{{new string('x', 40 * i)}}" }""";
                var stamp = Stamp.FromTicks(638_000_000_000_000_000 + (i * 10_000_000L), "ada", $"step {i}");
                history = Right(await history.RecordAsync(Encoding.UTF8.GetBytes(text), stamp).ConfigureAwait(false)).History;
            }

            if (name != Names[0]) continue;
            var versions = await store.ReadRangeAsync(name, 0, count, VersionDetail.Headers).ConfigureAwait(false);
            var side = BranchName.Of("side");
            _ = Right(await store.AppendAsync(name, AppendBatch.OfMoves(BranchMove.Create(side, versions[^3].Id))).ConfigureAwait(false));
            var merged = NewVersion.From(
                [versions[^1].Id, versions[^3].Id], Stamp.FromTicks(638_000_001_000_000_000, "bob", "merge"),
                new VersionPayload("""[{"op":"replace","path":"/count","value":99}]"""u8.ToArray(), null));
            _ = Right(await store.AppendAsync(
                name, AppendBatch.Of(merged, BranchMove.Advance(BranchName.Main, versions[^1].Id, merged.Id))).ConfigureAwait(false));
            _ = Right(await store.PruneAsync(name, new HashSet<long> { 3, 4 }).ConfigureAwait(false));
            await store.CompactAsync().ConfigureAwait(false);
        }
    }
}
