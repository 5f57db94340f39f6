using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Timeline.Events;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>Events and versions kept on a PostgreSQL server, beside the same rows through Npgsql by hand.</summary>
/// <remarks>What is asynchronous is waited for: in one process a suite may not be prepared asynchronously.</remarks>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PostgresBenchmarks
{
    private const int Transactions = 5;

    private readonly EventData _data = new();
    private PostgresServerData _server = null!;
    private (List<Event> Events, List<EventData.Columns> Rows)[] _events = [];
    private (AppendBatch Batch, List<byte[]> Ids, List<byte[]> Patches)[] _versions = [];

    [Params(1, 1_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Start() => _server = PostgresServerData.Start().GetAwaiter().GetResult();

    [IterationSetup(Targets = [nameof(Save_by_hand), nameof(Save_Timeline)])]
    public void MakeEvents() => _events = [.. Enumerable.Range(0, Transactions).Select(_ => _data.Make(Rows))];

    [IterationSetup(Targets = [nameof(Append_by_hand), nameof(Append_Timeline)])]
    public void MakeVersions() => _versions = [.. Enumerable.Range(0, Transactions).Select(_ => _server.Versions.Make(Rows))];

    [Benchmark(Baseline = true, OperationsPerInvoke = Transactions), BenchmarkCategory("events")]
    public void Save_by_hand()
    {
        foreach (var made in _events) _server.Bare.Insert(made.Rows).GetAwaiter().GetResult();
    }

    [Benchmark(OperationsPerInvoke = Transactions), BenchmarkCategory("events")]
    public void Save_Timeline()
    {
        foreach (var made in _events)
        {
            _ = _server.Events.SaveAsync(made.Events).AsTask().GetAwaiter().GetResult()
                .IfLeft(error => throw new InvalidOperationException(error.Message));
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Transactions), BenchmarkCategory("versions")]
    public void Append_by_hand()
    {
        foreach (var made in _versions) _server.Bare.Append(made.Ids, made.Patches).GetAwaiter().GetResult();
    }

    [Benchmark(OperationsPerInvoke = Transactions), BenchmarkCategory("versions")]
    public void Append_Timeline()
    {
        foreach (var made in _versions) _server.Versions.Append(made.Batch);
    }

    [GlobalCleanup]
    public void Stop() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
