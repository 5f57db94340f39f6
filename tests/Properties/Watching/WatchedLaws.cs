using FsCheck;
using FsCheck.Fluent;
using Timeline.Watching;

namespace Timeline.Tests.Properties.Watching;

/// <summary>A watched variable against a list of numbers: by one thread step by step, by several as an order that
/// explains them.</summary>
public sealed class WatchedLaws
{
    private const int Threads = 3;
    private const int MostPerThread = 6;

    private static readonly Arbitrary<int[]> Scripts = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void One_thread_sees_what_the_model_says() => Law.Holds(Scripts, script =>
    {
        using var registry = new Registry();
        var watched = registry.Watch("number", 0);
        var model = VariableModel.Start(0);
        foreach (var operation in script.Select(VariableOperation.Of))
        {
            (model, var expected) = model.Apply(operation);
            Assert.Equal(expected, operation.Do(watched));
            Assert.Equal(model.Values, watched.History.Oldest().Select(version => version.Value));
            Assert.Equal((model.Done.Count > 1, !model.Undone.IsEmpty), (watched.CanUndo, watched.CanRedo));
            Assert.Equal(model.IsFrozen, watched.IsFrozen);
        }
    });

    [Fact]
    public void What_several_threads_see_is_explained_by_one_order() => Law.Holds(Scripts, script =>
    {
        using var registry = new Registry();
        var watched = registry.Watch("number", 0);
        List<int> heard = [];
        using var listening = watched.OnChange((_, version) => heard.Add(version.Index));
        var observed = OnThreads(script, watched);
        Assert.True(
            Linearization.Exists(observed, VariableModel.Start(0), (model, operation) => model.Apply(operation)),
            string.Join('\n', observed.OrderBy(one => one.Called)));
        Assert.Equal(Enumerable.Range(1, watched.Count - 1), heard);
        Assert.Equal(Enumerable.Range(0, watched.Count), watched.History.Oldest().Select(version => version.Index));
    });

    [Fact]
    public void The_checker_finds_what_no_order_explains()
    {
        Observed<VariableOperation>[] lost =
        [
            new(new VariableOperation.Add(1), "done", 0, 3), new(new VariableOperation.Add(1), "done", 1, 2),
            new(new VariableOperation.Read(), "1: 1", 4, 5),
        ];
        Assert.False(Linearization.Exists(lost, VariableModel.Start(0), (model, operation) => model.Apply(operation)));
        Observed<VariableOperation>[] stale =
        [
            new(new VariableOperation.Set(1), "done", 0, 1), new(new VariableOperation.Read(), "0: 0", 2, 3),
        ];
        Assert.False(Linearization.Exists(stale, VariableModel.Start(0), (model, operation) => model.Apply(operation)));
        stale[1] = stale[1] with { Called = 0 };
        Assert.True(Linearization.Exists(stale, VariableModel.Start(0), (model, operation) => model.Apply(operation)));
    }

    private static List<Observed<VariableOperation>> OnThreads(int[] script, Watched<int> watched)
    {
        var time = 0L;
        using var start = new Barrier(Threads);
        var seen = Enumerable.Range(0, Threads).Select(_ => new List<Observed<VariableOperation>>()).ToArray();
        var threads = seen.Select((mine, number) => new Thread(() =>
        {
            start.SignalAndWait();
            foreach (var part in script.Skip(number).Where((_, i) => i % Threads == 0).Take(MostPerThread))
            {
                var operation = VariableOperation.Of(part);
                var called = Interlocked.Increment(ref time);
                var result = operation.Do(watched);
                mine.Add(new(operation, result, called, Interlocked.Increment(ref time)));
                if (part % 5 == 0) _ = Thread.Yield();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return [.. seen.SelectMany(mine => mine)];
    }
}
