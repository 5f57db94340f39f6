using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Values;

namespace Timeline.Tests.Unit.Containers;

/// <summary>Two threads that change one container, or one and what holds it: each mutation is made whole or refused by
/// <see cref="InvalidOperationException"/>.</summary>
public sealed class ThreadTests
{
    private const int Rounds = 3_000;

    [Fact]
    public void A_mutation_in_the_middle_of_another_is_refused_and_changes_nothing()
    {
        var clock = new MeddlingClock();
        TrackingOptions options = new() { Clock = clock, Name = "list" };
        TrackedDictionary<string, object?> top = new(options with { Name = "top" });
        TrackedList<int> list = new(options);
        TrackedList<int> coming = new(options with { Name = "coming" });
        top["list"] = list;

        // What is changed, what holds it, and what it holds: but not what merely stands beside it.
        IsRefused(() => list.Add(1), () => list.Add(2), "'list'");
        IsRefused(() => list.Add(1), () => top.Clear(), "'top'");
        IsRefused(() => list.Add(1), () => top.Lock(), "'top'");
        IsRefused(() => top["a"] = 1, () => list.Add(2), "'top'");
        IsRefused(() => top["coming"] = coming, () => coming.Add(1), "'coming'");
        clock.Meddling = () => new TrackedList<int>(options).Add(1);
        top["b"] = 1;
        Assert.Equal("""{"a":1,"b":1,"coming":[],"list":[1,1,1]}""", Sorted(top));
        foreach (var one in new TrackedContainer[] { top, list, coming }) Replays(one);

        void IsRefused(Action changing, Action meddling, string name)
        {
            InvalidOperationException? thrown = null;
            clock.Meddling = () => thrown = Record.Exception(meddling) as InvalidOperationException;
            changing();
            Assert.Equal($"Another mutation of {name} is under way: it may be changed by one thread at a time.",
                thrown?.Message);
        }
    }

    [Fact]
    public void Mutations_at_once_are_made_whole_or_refused()
    {
        TrackedDictionary<int, int> map = new();
        TrackedList<string> list = new();
        TrackedSet<int> set = new();
        List<ChangeEntry> heard = [];
        using var hearing = map.Subscribe(it => { lock (heard) heard.Add(it); });
        IsWhole(map, map.Count, Together(at => map.Add(at, at), at => map.Add(-at - 1, at)), () => map.Count);
        IsWhole(list, list.Count, Together(at => list.Add($"{at}"), at => list.Insert(0, $"{at}")), () => list.Count);
        IsWhole(set, set.Count, Together(at => set.Add(at), at => set.Add(-at - 1)), () => set.Count);
        Assert.Equal(map.Log.Count - 1, heard.Count);
        Assert.Equal(heard.Count, heard.Select(it => it.Id).Distinct().Count());
    }

    [Fact]
    public void A_child_and_its_parent_changed_at_once_agree_afterwards()
    {
        TrackedDictionary<string, object?> top = new();
        TrackedList<int> child = new();
        top["child"] = child;
        var made = Together(
            child.Add, at => top[$"k{at % 5}"] = at, at =>
            {
                if (at % 2 == 0) top["other"] = child;
                else top.Remove("other");
            });
        Replays(top);
        Replays(child);
        Assert.Equal(child.Snapshot.Value, ((TrackedContainer)top["child"]!).Snapshot.Value);
        Assert.Equal(child.Count, child.Log.Count - 1);

        // What the child says of itself, its holder says as often as it stood in it.
        var own = child.Log.Entries.Skip(1).Select(it => it.Origin).ToHashSet();
        var told = top.Log.Entries.Where(it => it.Origin.Container == child.Id).Select(it => it.Origin).ToHashSet();
        Assert.True(own.SetEquals(told), $"{own.Count} entries of the child, of which {told.Count} are above; {made}");
        Assert.Single(child.Parents);
        child.Add(-1);
        Assert.Equal(child.Log.Last.Id, top.Log.Last.Origin);
    }

    [Fact]
    public void A_child_that_is_put_in_and_taken_out_while_it_changes_is_recorded_as_it_is()
    {
        TrackedDictionary<string, object?> top = new();
        TrackedList<object?> middle = new();
        TrackedList<int> child = new();
        top["middle"] = middle;
        _ = Together(
            child.Add,
            at =>
            {
                middle.Add(child);
                Assert.True(middle.Remove(child));
            },
            at => top["middle"] = at % 2 == 0 ? middle : null);
        top["middle"] = middle;
        middle.Clear();
        middle.Add(child);
        Replays(top);
        Replays(middle);
        Replays(child);
        Assert.Equal($"[{child.Snapshot}]", $"{middle.Snapshot}");
        Assert.Equal($$"""{"middle":[{{child.Snapshot}}]}""", $"{top.Snapshot}");
        child.Add(-1);
        Assert.Equal([child.Log.Last.Id, child.Log.Last.Id], [middle.Log.Last.Origin, top.Log.Last.Origin]);
    }

    [Fact]
    public void What_comes_into_a_container_while_that_is_made_is_recorded_as_it_is()
    {
        TrackedList<int> child = new();
        TrackedList<object?> last = new();
        _ = Together(child.Add, at =>
        {
            last = new([child, new List<object?> { child }], new TrackingOptions { ConvertPlain = true });
            if (at < Rounds - 1) last.Clear();
        });
        last = new([child, new List<object?> { child }], new TrackingOptions { ConvertPlain = true });
        child.Add(-1);
        Assert.Equal($"[{child.Snapshot},[{child.Snapshot}]]", $"{last.Snapshot}");
        Replays(last);
        Replays(child);
    }

    [Fact]
    public void Two_children_of_one_parent_changed_at_once_are_both_in_its_log()
    {
        TrackedList<TrackedList<int>> top = new();
        TrackedList<int> left = new();
        TrackedList<int> right = new();
        top.AddRange([left, right]);
        _ = Together(left.Add, right.Add);
        Replays(top);
        Assert.Equal(top.Log.Count, left.Log.Count + right.Log.Count);
    }

    [Fact]
    public async Task Readers_are_not_disturbed_by_a_writer()
    {
        TrackedList<int> list = new(Enumerable.Range(0, 100));
        using var ending = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (!ending.IsCancellationRequested)
            {
                // Each of one moment: a content that was there, and a log whose numbers go up to its last.
                var (content, log) = (list.Content, list.Log);
                Assert.Equal(Enumerable.Range(0, 100), content.Order());
                Assert.Equal(log.Last.Id.Number, log.Count);
                Assert.Equal(100, ((Value.List)log.Last.ContentAfter.Match(it => it, () => list.Snapshot).Value).Count);
            }
        });
        for (var at = 0; at < 300; at++)
        {
            list.Reverse();
            list.Sort();
        }

        await ending.CancelAsync();
        await reading;
    }

    private static string Sorted(TrackedDictionary<string, object?> map) =>
        $"{{{string.Join(',', map.Snapshot.Value is Value.Map held
            ? held.Entries.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"\"{it.Key}\":{it.Value}") : [])}}}";

    private static void IsWhole(TrackedContainer container, int before, int made, Func<int> count)
    {
        Assert.Equal(before + made, count());
        Assert.Equal(made + 1, container.Log.Count);
        Replays(container);
    }

    private static void Replays(TrackedContainer container)
    {
        var content = container.Log.Original.Value;
        foreach (var entry in container.Log.Entries) content = Right(ChangeReplay.Forward(content, entry));
        Assert.Equal(container.Snapshot.Value, content);
    }

    /// <summary>Runs each action many times on a thread of its own.</summary>
    /// <returns>How many were not refused.</returns>
    private static int Together(params Action<int>[] actions)
    {
        var made = 0;
        using var start = new Barrier(actions.Length);
        var threads = actions.Select(action => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (var at = 0; at < Rounds; at++)
                {
                    try
                    {
                        action(at);
                        Interlocked.Increment(ref made);
                    }
                    catch (InvalidOperationException refused)
                    {
                        Assert.Contains("by one thread at a time", refused.Message, StringComparison.Ordinal);
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Task.WaitAll(threads);
        return made;
    }

    /// <summary>A clock that lets another thread do something while a mutation asks for the time, once.</summary>
    private sealed class MeddlingClock : TimeProvider
    {
        public Action? Meddling { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var meddling = Meddling;
            Meddling = null;
            if (meddling is not null)
            {
                var other = new Thread(() => meddling());
                other.Start();
                other.Join();
            }

            return DateTimeOffset.UnixEpoch;
        }
    }
}
