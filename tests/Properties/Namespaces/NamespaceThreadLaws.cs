using Timeline.Admission;
using Timeline.Namespaces;
using Timeline.Tests.Properties.Watching;
using Timeline.Watching;

namespace Timeline.Tests.Properties.Namespaces;

/// <summary>What holds of a namespace while many threads change it.</summary>
public sealed class NamespaceThreadLaws
{
    private const int Threads = 4;

    private static readonly string[] Keys = ["a", "b"];

    [Fact]
    public void Every_operation_takes_effect_at_one_moment()
    {
        for (var round = 0; round < 60; round++)
        {
            using Registry registry = new();
            var space = registry.WatchNamespace("space");
            var time = 0L;
            List<Observed<Operation>> observed = [];
            Together(thread =>
            {
                Random random = new(round * Threads + thread);
                for (var i = 0; i < 6; i++)
                {
                    Operation operation = new(random.Next(4), Keys[random.Next(2)], random.Next(100));
                    var called = Interlocked.Increment(ref time);
                    var result = Do(space, operation);
                    var returned = Interlocked.Increment(ref time);
                    lock (observed) observed.Add(new(operation, result, called, returned));
                }
            });
            Assert.True(Linearization.Exists(observed, Model.Empty, Apply), string.Join('\n', observed));
        }
    }

    [Fact]
    public void Each_listener_hears_each_change_once_in_order_and_history_is_a_line()
    {
        using Registry registry = new();
        var space = registry.WatchNamespace("space", [new("count", 0)]);
        List<(int, string, KeyChangeKind)> heard = [];
        using var listening = space.OnChange((_, change) => heard.Add((change.Version.Index, change.Key, change.Kind)));
        Together(thread =>
        {
            Random random = new(thread);
            for (var i = 0; i < 300; i++)
            {
                space.Update<int>("count", count => count + 1);
                var key = $"key {random.Next(5)}";
                if (random.Next(2) == 0) space.Remove(key);
                else space.SetAll([new(key, i), new("last", thread)]);
                _ = space.Key(key).History;
            }
        });
        Assert.Equal(Threads * 300, space.Get<int>("count"));
        var line = space.History.Oldest();
        Assert.Equal(Enumerable.Range(0, line.Length), line.Select(version => version.Index));
        var changes = line.Skip(1).SelectMany(KeyChange.Of)
            .Select(change => (change.Version.Index, change.Key, change.Kind));
        Assert.Equal(changes, heard);
        foreach (var key in space.Keys)
        {
            Assert.Equal(
                heard.Where(change => change.Item2 == key).Select(change => change.Item1),
                space.Key(key).History.Oldest().Select(version => version.Index).Where(index => index > 0));
        }
    }

    [Fact]
    public void A_key_that_was_frozen_changes_no_more_and_a_rule_that_was_added_lets_nothing_pass()
    {
        for (var round = 0; round < 40; round++)
        {
            using Registry registry = new();
            var space = registry.WatchNamespace("space", [new("frozen", 0), new("ruled", 0)]);
            (object? Value, int Index) then = default;
            Together(thread =>
            {
                if (thread == 0)
                {
                    then.Value = space.Key("frozen").Freeze().Value;
                    space.Declare<int>("ruled", new() { Rules = [Rule<int>.That("must be even", value => value % 2 == 0)] });
                    then.Index = space.LastChange.Index;
                    return;
                }

                for (var i = 1; i < 40; i++)
                {
                    Try(() => space.Set("frozen", i));
                    Try(() => space.Set("ruled", i));
                }
            });
            Assert.Equal(then.Value, space["frozen"]);
            Assert.DoesNotContain(
                space.Key("ruled").History.Oldest(),
                version => version.Index > then.Index && version.Value.Get<int>() % 2 != 0);
        }

        static void Try(Action change)
        {
            try
            {
                change();
            }
            catch (Exception refused) when (refused is VariableFrozenException or ValueRejectedException)
            {
            }
        }
    }

    private static void Together(Action<int> work)
    {
        using Barrier start = new(Threads);
        Task.WaitAll([.. Enumerable.Range(0, Threads).Select(number => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                work(number);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))]);
    }

    private static string Do(WatchedNamespace space, Operation operation) => operation.Kind switch
    {
        0 => $"{space.Set(operation.Key, operation.Number).Name}",
        1 => $"{space.Remove(operation.Key)}",
        2 => $"{space.SetAll(Keys.Select(key => KeyValuePair.Create(key, (object?)operation.Number))).Name}",
        _ => string.Join(" ", space.Snapshot().OrderBy(entry => entry.Key).Select(entry => entry.Value)),
    };

    private static (Model, string) Apply(Model model, Operation operation) => operation.Kind switch
    {
        0 => (model.With(operation.Key, operation.Number), "space"),
        1 => (model.With(operation.Key, null), $"{model.Of(operation.Key) is not null}"),
        2 => (new(operation.Number, operation.Number), "space"),
        _ => (model, string.Join(" ", new[] { model.A, model.B }.Where(value => value is not null))),
    };

    private sealed record Operation(int Kind, string Key, int Number);

    private sealed record Model(int? A, int? B)
    {
        public static Model Empty { get; } = new(null, null);

        public int? Of(string key) => key == "a" ? A : B;

        public Model With(string key, int? value) => key == "a" ? this with { A = value } : this with { B = value };
    }
}
