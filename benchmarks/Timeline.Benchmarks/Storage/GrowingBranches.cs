using System.Globalization;
using System.Text;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>A SQLite store of one document in one version, with many branches.</summary>
internal sealed class GrowingBranches : IDisposable
{
    private static readonly byte[] Patch = Encoding.UTF8.GetBytes("""[{"op":"add","path":"","value":{"a":1}}]""");

    private readonly HistoryName _name = HistoryName.Of("document.json");
    private readonly string _folder = GrowingStore.MakeFolder();
    private readonly SqliteHistoryStore _store;
    private readonly VersionId _first;
    private int _made;

    public GrowingBranches(int count)
    {
        _store = SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));
        var first = NewVersion.From([], Stamp.FromTicks(1, "somebody", "a change"), new VersionPayload(Patch, null));
        _first = first.Id;
        VersionData.Append(_store, _name, new AppendBatch([first], [BranchMove.Create(BranchName.Main, _first)]));
        VersionData.Append(
            _store, _name, AppendBatch.OfMoves([.. Enumerable.Range(0, count).Select(_ => Next())]));
        _ = Begin();
    }

    /// <summary>Begins one more branch.</summary>
    public object Begin()
    {
        var move = Next();
        VersionData.Append(_store, _name, AppendBatch.OfMoves(move));
        return move;
    }

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    private BranchMove Next() => BranchMove.Create(
        BranchName.Of(string.Create(CultureInfo.InvariantCulture, $"branch{_made++}")), _first);
}
