using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace Timeline.Benchmarks.Watching;

/// <summary>A variable that remembers, beside one that does not.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class WatchedBenchmarks
{
    [Benchmark(Baseline = true, OperationsPerInvoke = WatchedWork.Updates), BenchmarkCategory("update, a map of 1,000 keys")]
    public object Update_ImmutableInterlocked() => WatchedWork.UpdateBareMap();

    [Benchmark(OperationsPerInvoke = WatchedWork.Updates), BenchmarkCategory("update, a map of 1,000 keys")]
    public object Update_Watched() => WatchedWork.UpdateMap();

    [Benchmark(Baseline = true, OperationsPerInvoke = WatchedWork.Sets), BenchmarkCategory("set, a reference")]
    public object Set_ImmutableInterlocked() => WatchedWork.UpdateBareReference();

    [Benchmark(OperationsPerInvoke = WatchedWork.Sets), BenchmarkCategory("set, a reference")]
    public object Set_Watched() => WatchedWork.SetReferences(0);

    [Benchmark(OperationsPerInvoke = WatchedWork.Sets), BenchmarkCategory("set, a reference")]
    public object Set_Watched_with_a_listener() => WatchedWork.SetReferences(1);

    [Benchmark(OperationsPerInvoke = WatchedWork.Sets), BenchmarkCategory("set, a reference")]
    public object Set_Watched_with_labels() => WatchedWork.SetLabelled();

    [Benchmark(Baseline = true, OperationsPerInvoke = WatchedWork.Reads), BenchmarkCategory("read")]
    public object Read_volatile() => WatchedWork.ReadBare();

    [Benchmark(OperationsPerInvoke = WatchedWork.Reads), BenchmarkCategory("read")]
    public object Read_Watched() => WatchedWork.Read();

    [Benchmark(Baseline = true, OperationsPerInvoke = 2 * WatchedWork.Sets), BenchmarkCategory("two threads")]
    public object Two_threads_lock_and_List() => WatchedWork.OnTwoThreads(WatchedWork.AddLocked());

    [Benchmark(OperationsPerInvoke = 2 * WatchedWork.Sets), BenchmarkCategory("two threads")]
    public object Two_threads_Watched() => WatchedWork.OnTwoThreads(WatchedWork.SetLocked());
}
