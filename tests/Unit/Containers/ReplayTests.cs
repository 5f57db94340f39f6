using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Observing;
using Timeline.Tests.Unit.ChangeObservers;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Unit.Containers;

/// <summary>One who comes late hears each entry once, in order.</summary>
public sealed class ReplayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void What_another_thread_changes_during_a_replay_is_heard_after_it()
    {
        TrackedList<int> list = [1, 2, 3];
        List<long> heard = [];
        using var subscription = list.Subscribe(
            entry =>
            {
                // While the first entry is heard, another thread changes, and has told before the second one is.
                if (heard.Count == 0) Task.Run(() => list.Add(4)).Wait(Patience);
                heard.Add(entry.Id.Number);
            },
            replay: true);
        list.Add(5);
        Assert.Equal([1, 2, 3, 4, 5, 6], heard);
    }

    [Fact]
    public void What_the_listener_changes_itself_is_heard_after_what_has_been()
    {
        TrackedList<int> list = [1, 2];
        List<long> heard = [];
        using var subscription = list.Subscribe(
            entry =>
            {
                heard.Add(entry.Id.Number);
                if (list.Count < 6) list.Add(0);
            },
            replay: true);
        list.Add(7);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], heard);
    }

    [Fact]
    public async Task Whenever_one_comes_while_others_change_nothing_is_missed_or_repeated()
    {
        for (var round = 0; round < 30; round++)
        {
            TrackedList<int> list = [];
            var changing = Task.Run(() =>
            {
                for (var i = 0; i < 2000; i++) list.Add(i);
            });
            List<List<long>> heard = [];
            while (!changing.IsCompleted && heard.Count < 20)
            {
                List<long> one = [];
                heard.Add(one);
                list.Subscribe(entry => one.Add(entry.Id.Number), replay: true);
            }

            await changing.WaitAsync(Patience);
            SpinWait.SpinUntil(() => heard.All(it => it.Count >= 2001), Patience);
            Assert.All(heard, it => Assert.Equal(Enumerable.Range(1, 2001).Select(n => (long)n), it));
        }
    }

    [Fact]
    public void What_an_open_batch_has_changed_is_heard_when_it_is_committed()
    {
        TrackedList<int> list = [1];
        List<string> heard = [];
        using (var batch = Batch("more"))
        {
            list.Add(2);
            using var early = list.Subscribe(entry => heard.Add($"{entry.Action} {entry.Id.Number}"), replay: true);
            list.Add(3);
            Assert.Equal(["Init 1", "Add 2"], heard);
            batch.Commit();
            batch.Dispose();
            Assert.Equal(["Init 1", "Add 2", "Add 3", "Add 4"], heard);
        }
    }

    [Fact]
    public void What_an_open_batch_takes_back_is_never_heard()
    {
        TrackedList<int> list = [1];
        List<string> heard = [];
        IDisposable subscription;
        using (Batch("no"))
        {
            list.Add(2);
            using (var inner = Batch("inner"))
            {
                list.Add(3);
                inner.Commit();
            }

            subscription = list.Subscribe(entry => heard.Add($"{entry.Action} {entry.Id.Number}"), replay: true);
        }

        list.Add(4);
        Assert.Equal(["Init 1", "Add 2", "RolledBack 3", "Add 4"], heard);
        subscription.Dispose();
        List<string> late = [];
        using var again = list.Subscribe(entry => late.Add($"{entry.Action} {entry.Id.Number}"), replay: true);
        Assert.Equal(heard, late);
    }

    [Fact]
    public void What_a_replayed_listener_throws_is_told_and_the_rest_is_heard()
    {
        List<ObserverFailure> failures = [];
        TrackedList<int> list = new([1, 2], new TrackingOptions { ListenerFailed = failures.Add });
        List<long> heard = [];
        Action<ChangeEntry> listener = entry =>
        {
            heard.Add(entry.Id.Number);
            if (entry.Id.Number == 1) list.Add(3);
            throw new InvalidOperationException("no");
        };
        using var subscription = list.Subscribe(listener, replay: true);
        Assert.Equal([1, 2], heard);
        Assert.Equal(2, failures.Count);
        Assert.All(failures, it => Assert.Same(listener, it.Listener));
    }

    [Fact]
    public void A_log_that_has_dropped_entries_replays_what_it_has()
    {
        TrackedList<int> list = new(new TrackingOptions { Limits = new() { Count = 2 } });
        for (var i = 0; i < 5; i++) list.Add(i);
        List<long> heard = [];
        using var subscription = list.Subscribe(entry => heard.Add(entry.Id.Number), replay: true);
        Assert.Equal([5, 6], heard);
    }

    [Fact]
    public void A_container_can_be_observed_and_has_no_end()
    {
        TrackedList<int> list = [];
        Heard heard = new();
        IObservable<ChangeEntry> observable = list;
        using (observable.Subscribe(heard)) list.Add(1);
        list.Add(2);
        using (list.Subscribe(heard, priority: 1, replay: true)) list.Add(3);
        Assert.Equal(["Add /0", "Init ", "Add /0", "Add /1", "Add /2"], heard.All);
        _ = Assert.Throws<ArgumentNullException>(() => observable.Subscribe(null!));
    }

    [Fact]
    public void Observers_are_called_by_priority_and_then_in_order_of_subscription()
    {
        TrackedList<int> list = [];
        List<string> order = [];
        foreach (var (name, priority) in new[] { ("c", 50), ("a", 1), ("d", 50), ("b", 2) })
            list.Subscribe(_ => order.Add(name), priority, replay: priority == 1);
        order.Clear();
        list.Add(1);
        Assert.Equal(["a", "b", "c", "d"], order);
    }
}
