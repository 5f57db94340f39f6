using System.Globalization;
using System.Text;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>A SQLite store of many documents, each in one version.</summary>
internal sealed class GrowingDocuments : IDisposable
{
    private static readonly byte[] Patch = Encoding.UTF8.GetBytes("""[{"op":"add","path":"","value":{"a":1}}]""");

    private readonly string _folder = GrowingStore.MakeFolder();
    private readonly SqliteHistoryStore _store;
    private int _made;

    public GrowingDocuments(int count)
    {
        _store = SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));
        while (_made < count) _ = Begin();
    }

    /// <summary>Begins one more document.</summary>
    public object Begin()
    {
        var name = HistoryName.Of(string.Create(CultureInfo.InvariantCulture, $"document{_made++}.json"));
        var first = NewVersion.From([], Stamp.FromTicks(_made, "somebody", "a change"), new VersionPayload(Patch, null));
        VersionData.Append(_store, name, new AppendBatch([first], [BranchMove.Create(BranchName.Main, first.Id)]));
        return first;
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
