using BenchmarkDotNet.Attributes;
using Timeline.Containers;

namespace Timeline.Benchmarks.Containers;

/// <summary>Keyed mutations of a tracked dictionary, in each mode; the bare dictionary is there for orientation.</summary>
public class ContainerBenchmarks
{
    private static readonly TrackingOptions Stacks = new() { CaptureStack = true };

    [Benchmark(OperationsPerInvoke = ContainerWork.Operations)]
    public object Bare_Dictionary() => ContainerWork.Bare();

    [Benchmark(Baseline = true, OperationsPerInvoke = ContainerWork.Operations)]
    public object Base() => ContainerWork.Mutated(new());

    [Benchmark(OperationsPerInvoke = ContainerWork.Operations)]
    public object With_an_actor() => ContainerWork.Acting();

    [Benchmark(OperationsPerInvoke = ContainerWork.Operations)]
    public object With_its_snapshot() => ContainerWork.Mutated(new(), it => it.Log.Last.ContentAfter);

    [Benchmark(OperationsPerInvoke = ContainerWork.Operations)]
    public object With_its_stack() => ContainerWork.Mutated(new(Stacks));

    [Benchmark(OperationsPerInvoke = ContainerWork.Operations)]
    public object Stacks_alone() => ContainerWork.Walked();

    [Benchmark(OperationsPerInvoke = ContainerWork.Operations)]
    public object Property_of_an_object() => ContainerWork.Setting();
}
