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
}
