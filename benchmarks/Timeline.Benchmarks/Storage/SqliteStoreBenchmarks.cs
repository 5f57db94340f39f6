using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Timeline.Changes;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>Appending versions to a SQLite store, beside the same rows by hand with the same journal and flushes.</summary>
/// <remarks>What is appended is made before each iteration, and not measured.</remarks>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class SqliteAppendBenchmarks
{
    private const int Transactions = 20;

    private StoreData _data = null!;
    private (AppendBatch Batch, List<byte[]> Ids, List<byte[]> Patches)[] _made = [];

    [Params(1, 1_000)]
    public int Versions { get; set; }

    [GlobalSetup]
    public void Open() => _data = new();

    [IterationSetup]
    public void Make() => _made = [.. Enumerable.Range(0, Transactions).Select(_ => _data.Versions.Make(Versions))];

    [Benchmark(Baseline = true, OperationsPerInvoke = Transactions)]
    public void Append_by_hand()
    {
        foreach (var made in _made) _data.Bare.Append(made.Ids, made.Patches);
    }

    [Benchmark(OperationsPerInvoke = Transactions)]
    public void Append_Timeline()
    {
        foreach (var made in _made) _data.Versions.Append(made.Batch);
    }

    [GlobalCleanup]
    public void Close() => _data.Dispose();
}

/// <summary>Restoring a version some patches after the snapshot, beside reading and parsing the patches.</summary>
public class SqliteRestoreBenchmarks
{
    private StoreData _data = null!;

    [Params(10, 100, 500)]
    public int Patches { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _data = new();
        var (batch, ids, patches) = _data.Versions.Make(500);
        _data.Bare.Append(ids, patches);
        _data.Versions.Append(batch);
    }

    [Benchmark(Baseline = true)]
    public object? Read_and_parse_by_hand()
    {
        JsonPatch? parsed = null;
        foreach (var patch in _data.Bare.Patches(0, Patches))
            parsed = JsonPatch.Parse(patch).IfLeft(error => throw new InvalidOperationException(error.Message));
        return parsed;
    }

    [Benchmark]
    public object Restore_Timeline() => _data.Store.RestoreAsync(VersionData.Name, Patches).AsTask().GetAwaiter().GetResult()
        .IfLeft(error => throw new InvalidOperationException(error.Message));

    [GlobalCleanup]
    public void Close() => _data.Dispose();
}

/// <summary>Committing one change of a large document.</summary>
public class SqliteCommitBenchmarks
{
    private CommitData _data = null!;

    [Params(100, 10_000, 1_000_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Open() => _data = new(Entries);

    [Benchmark(Baseline = true)]
    public void Row_by_hand() => _data.AppendBare();

    [Benchmark]
    public void Commit_Timeline() => _data.Commit();

    [GlobalCleanup]
    public void Close() => _data.Dispose();
}

/// <summary>Saving events to SQLite, beside the same rows under the same indexes by hand.</summary>
public class SqliteEventBenchmarks
{
    private const int Transactions = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;
    private readonly EventData _data = new();
    private BareSqliteEvents _bare = null!;
    private Timeline.Sqlite.SqliteEventStore _store = null!;
    private (List<Timeline.Events.Event> Events, List<EventData.Columns> Rows)[] _made = [];

    [Params(1, 1_000)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _bare = new(Path.Combine(_folder, "bare.db"));
        _store = Timeline.Sqlite.SqliteEventStore.Open(Path.Combine(_folder, "events.db"));
    }

    [IterationSetup]
    public void Make() => _made = [.. Enumerable.Range(0, Transactions).Select(_ => _data.Make(Events))];

    [Benchmark(Baseline = true, OperationsPerInvoke = Transactions)]
    public void Save_by_hand()
    {
        foreach (var made in _made) _bare.Insert(made.Rows);
    }

    [Benchmark(OperationsPerInvoke = Transactions)]
    public void Save_Timeline()
    {
        foreach (var made in _made)
        {
            _ = _store.SaveAsync(made.Events).AsTask().GetAwaiter().GetResult()
                .IfLeft(error => throw new InvalidOperationException(error.Message));
        }
    }

    [GlobalCleanup]
    public void Close()
    {
        _bare.Dispose();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
