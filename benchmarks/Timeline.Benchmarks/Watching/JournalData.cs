using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Timeline.Benchmarks.Storage;
using Timeline.Persisting;
using Timeline.Sqlite;
using Timeline.Watching;

namespace Timeline.Benchmarks.Watching;

/// <summary>A variable kept in a store, and one bare database, each growing by texts of about 250 bytes.</summary>
internal sealed class JournalData : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;
    private readonly SqliteHistoryStore _store;
    private readonly Registry _registry = new();
    private readonly BareSqlite _bare;
    private int _made;

    public JournalData(Durability durability)
    {
        _bare = new BareSqlite(Path.Combine(_folder, "bare.db"));
        _store = SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));
        Watched = _registry.Watch(
            "text", "", new() { Journal = new() { Store = _store, Durability = durability } });
        Appending([""])();
    }

    public Watched<string> Watched { get; }

    /// <summary>The next values; making them is not measured.</summary>
    public string[] Make(int count)
    {
        var first = _made;
        _made += count;
        return [.. Enumerable.Range(first, count).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"{number}{new string('y', 250)}"))];
    }

    /// <summary>What is the least to do: a row for each value, with what a row needs made already.</summary>
    public Action Appending(IReadOnlyList<string> values)
    {
        byte[][] ids = [.. values.Select(_ => RandomNumberGenerator.GetBytes(32))];
        byte[][] patches = [.. values.Select(value =>
            Encoding.UTF8.GetBytes($"[{{\"op\":\"replace\",\"path\":\"\",\"value\":\"{value}\"}}]"))];
        return () => _bare.Append(ids, patches);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _bare.Dispose();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
