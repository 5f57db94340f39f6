using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>One SQLite store and one bare database, both growing alike.</summary>
internal sealed class StoreData : IDisposable
{
    /// <summary>A history of one small version, whose restoring makes everything ready and nothing known.</summary>
    public static readonly HistoryName Other = HistoryName.Of("other.json");

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;
    private readonly SqliteHistoryStore _store;

    public StoreData()
    {
        Bare = new BareSqlite(Path.Combine(_folder, "bare.db"));
        _store = SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));
        Versions = new VersionData(_store);
        Bare.Append([new byte[32]], [Versions.Root]);
        var patch = new VersionPayload("""[{"op":"add","path":"","value":1}]"""u8.ToArray(), null);
        var version = NewVersion.From([], default, patch);
        VersionData.Append(_store, Other, new([version], [BranchMove.Create(BranchName.Main, version.Id)]));
    }

    public BareSqlite Bare { get; }

    public VersionData Versions { get; }

    public IHistoryStore Store => _store;

    /// <summary>Another connection to the bare database, which has read nothing yet.</summary>
    public BareSqlite OpenBare() => new(Path.Combine(_folder, "bare.db"));

    /// <summary>The store opened anew, which has read nothing yet.</summary>
    public SqliteHistoryStore Open() => SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));

    public void Dispose()
    {
        Bare.Dispose();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
