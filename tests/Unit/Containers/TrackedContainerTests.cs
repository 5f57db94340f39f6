using System.Collections.Specialized;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Observing;
using Timeline.Stamping;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Unit.Containers;

public sealed class TrackedContainerTests
{
    [Fact]
    public void The_tree_of_an_entry_says_what_its_containers_are_called()
    {
        TrackedList<int> ports = new([80], new() { Name = "ports" });
        TrackedDictionary<string, object> settings = new(options: new() { Name = "settings" }) { ["ports"] = ports };
        ports.Add(443);
        Assert.Equal(["settings", "ports"], settings.Log.Last.Tree.Select(node => node.Name));
        Assert.Throws<ArgumentException>(() => new TrackedList<int>(new TrackingOptions { Name = "\ud800" }));
    }

    [Fact]
    public void An_entry_says_who_did_what_where_and_from_what_to_what()
    {
        TrackedDictionary<string, int> prices = new() { ["tea"] = 3 };
        using (Actor.As("ann")) prices["tea"] = 4;
        var entry = prices.Log.Last;
        Assert.Equal(("ann", ChangeAction.Update, "this[]", "/tea"), (entry.Actor, entry.Action, entry.Method,
            entry.Path.ToString()));
        Assert.Equal("3", $"{entry.Before.Match(it => it.ToString(), () => "")}");
        Assert.Equal("""{"tea":4}""", prices.Snapshot.ToString());
        Assert.Equal(3, prices.Log.Count);
    }

    [Fact]
    public void What_changes_nothing_records_nothing()
    {
        TrackedDictionary<string, int> prices = new() { ["tea"] = 3 };
        TrackedList<int> list = [1, 1];
        TrackedSet<int> set = [1];
        prices["tea"] = 3;
        _ = prices.Remove("milk");
        prices.SetRange([]);
        list[0] = 1;
        list.Reverse();
        list.Sort();
        set.UnionWith([1]);
        Assert.Equal((2L, 3L, 2L), (prices.Log.Last.Id.Number, list.Log.Last.Id.Number, set.Log.Last.Id.Number));
    }

    [Fact]
    public void The_path_of_a_change_of_a_child_is_that_of_the_moment()
    {
        TrackedList<object?> child = [];
        TrackedDictionary<string, object?> top = new() { ["list"] = new TrackedList<object?>([child]) };
        var middle = (TrackedList<object?>)top["list"]!;
        child.Add(1);
        Assert.Equal("/list/0/0", top.Log.Last.Path.ToString());
        middle.Insert(0, "before");
        child.Add(2);
        Assert.Equal("/list/1/1", top.Log.Last.Path.ToString());
        Assert.Equal(3, top.Log.Last.Tree.Length);
        middle.RemoveAt(1);
        var before = top.Log.Last;
        child.Add(3);
        Assert.Same(before, top.Log.Last);
        Assert.Empty(child.Parents);
    }

    [Fact]
    public void A_container_cannot_stand_in_itself()
    {
        TrackedList<object?> inner = [];
        TrackedList<object?> outer = [inner];
        var log = inner.Log;
        _ = Assert.Throws<ArgumentException>(() => inner.Add(outer));
        _ = Assert.Throws<ArgumentException>(() => inner.Add(inner));
        Assert.Same(log, inner.Log);
        Assert.Empty(inner);
    }

    [Fact]
    public void What_cannot_be_recorded_is_refused_with_its_type_and_path()
    {
        TrackedDictionary<string, object?> map = new(new TrackingOptions { Name = "settings" });
        var refused = Assert.Throws<ArgumentException>(() => map["call"] = (Action)(() => { }));
        Assert.Contains("System.Action", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/call of 'settings'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(map);
        Assert.Equal(1, map.Log.Count);
    }

    [Fact]
    public void A_record_does_not_change_with_its_element()
    {
        List<int> plain = [1];
        TrackedList<List<int>> lists = [plain];
        plain.Add(2);
        Assert.Equal("[[1]]", lists.Snapshot.ToString());
    }

    [Fact]
    public void Plain_collections_become_tracked_ones_where_that_is_asked_for()
    {
        TrackedDictionary<string, object?> top = new(new TrackingOptions { ConvertPlain = true });
        top["a"] = new Dictionary<string, object?> { ["b"] = new List<object?> { 1 } };
        var list = (TrackedList<object?>)((TrackedDictionary<string, object?>)top["a"]!)["b"]!;
        list.Add(2);
        Assert.Equal("/a/b/1", top.Log.Last.Path.ToString());
        Assert.Equal("""{"a":{"b":[1,2]}}""", top.Snapshot.ToString());
    }

    [Fact]
    public void A_locked_container_and_all_below_can_be_read_but_not_changed()
    {
        TrackedList<object?> child = [1];
        TrackedDictionary<string, object?> top = new(new TrackingOptions { Name = "top" }) { ["child"] = child };
        top.Lock();
        top.Lock();
        top.Unlock();
        var refused = Assert.Throws<InvalidOperationException>(() => child.Add(2));
        Assert.Contains("'top' is locked", refused.Message, StringComparison.Ordinal);
        _ = Assert.Throws<InvalidOperationException>(() => ((System.Collections.IDictionary)top).Remove("child"));
        _ = Assert.Throws<InvalidOperationException>(() => top.RollBackTo(top.Log.First));
        Assert.Single(top.Copy());
        Assert.True(child.IsLocked);
        top.Unlock();
        child.Add(2);
        _ = Assert.Throws<InvalidOperationException>(top.Unlock);
    }

    [Fact]
    public void A_locked_key_stays_as_it_is_with_all_below()
    {
        TrackedList<object?> child = [1];
        TrackedDictionary<string, object?> top = new() { ["child"] = child, ["free"] = 1 };
        top.LockKey("child");
        top["free"] = 2;
        _ = Assert.Throws<InvalidOperationException>(() => top["child"] = null);
        _ = Assert.Throws<InvalidOperationException>(() => child.Add(2));
        _ = Assert.Throws<InvalidOperationException>(top.Clear);
        top.UnlockKey("child");
        top.Clear();
        Assert.Empty(top);
    }

    [Fact]
    public void What_a_listener_throws_changes_nothing_and_goes_to_the_hook()
    {
        List<ObserverFailure> failures = [];
        TrackedList<int> list = new(new TrackingOptions { ListenerFailed = failures.Add });
        List<string> heard = [];
        using var first = list.Subscribe(_ => throw new InvalidOperationException("no"), priority: 1);
        using var second = list.Subscribe(entry => heard.Add(entry.Path.ToString()));
        list.CollectionChanged += (_, _) => throw new InvalidOperationException("no");
        list.Add(5);
        Assert.Equal(["/0"], heard);
        Assert.Equal(2, failures.Count);
        using var late = list.Subscribe(entry => heard.Add(entry.Action.ToString()), replay: true);
        Assert.Equal(["/0", "Init", "Add"], heard);
    }

    [Fact]
    public void Collections_notify_with_places()
    {
        TrackedList<string> list = [];
        List<(NotifyCollectionChangedAction, int, int)> told = [];
        List<string?> properties = [];
        list.CollectionChanged += (_, it) => told.Add((it.Action, it.NewStartingIndex, it.OldStartingIndex));
        list.PropertyChanged += (_, it) => properties.Add(it.PropertyName);
        list.Add("a");
        list.Insert(0, "b");
        list[1] = "c";
        list.RemoveAt(0);
        list.AddRange(["x", "y"]);
        Assert.Equal(
            [
                (NotifyCollectionChangedAction.Add, 0, -1), (NotifyCollectionChangedAction.Add, 0, -1),
                (NotifyCollectionChangedAction.Replace, 1, 1), (NotifyCollectionChangedAction.Remove, -1, 0),
                (NotifyCollectionChangedAction.Reset, -1, -1),
            ],
            told);
        Assert.Equal(["Count", "Item[]", "Count", "Item[]", "Item[]", "Count", "Item[]", "Count", "Item[]"],
            properties);
    }

    [Fact]
    public void A_batch_is_heard_when_it_is_committed_and_not_when_it_is_taken_back()
    {
        TrackedList<int> list = [];
        List<ChangeAction> heard = [];
        using var subscription = list.Subscribe(entry => heard.Add(entry.Action));
        using (var batch = Batch("two"))
        {
            list.Add(1);
            list.Add(2);
            Assert.Empty(heard);
            batch.Commit();
        }

        Assert.Equal([ChangeAction.Add, ChangeAction.Add], heard);
        Assert.Single(list.Log.Latest(2).Select(it => it.Group).Distinct());
        using (Batch("none")) list.Clear();
        Assert.Equal([1, 2], list);
        Assert.Equal((ChangeAction.RolledBack, "none"), (heard[^1], list.Log.Last.Method));
    }

    [Fact]
    public async Task A_container_of_a_batch_can_be_changed_by_nobody_else()
    {
        TrackedList<int> list = [];
        using var batch = Batch("mine");
        list.Add(1);
        Task other;
        using (ExecutionContext.SuppressFlow())
        {
            other = Task.Run(() => list.Add(2), TestContext.Current.CancellationToken);
        }

        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => other);
    }

    [Fact]
    public void A_mutation_within_a_mutation_is_refused()
    {
        TrackedList<TrackedList<int>> top = [[]];
        using var subscription = top.Subscribe(_ => { });
        IEnumerable<int> Changing()
        {
            top[0].Add(1);
            yield return 1;
        }

        top[0].AddRange(Changing());
        Assert.Equal([1, 1], top[0]);
        _ = Assert.Throws<InvalidOperationException>(() => top[0].Sort((_, _) =>
        {
            top[0].Add(7);
            return 0;
        }));
    }

    [Fact]
    public void Time_never_runs_backwards_and_limits_hold()
    {
        TrackedList<int> list = new(new TrackingOptions { Limits = new() { Count = 3 }, Clock = new BackwardClock() });
        for (var i = 0; i < 10; i++) list.Add(i);
        Assert.Equal(3, list.Log.Count);
        Assert.Single(list.Log.Entries.Select(it => it.Time).Distinct());
    }

    [Fact]
    public void A_stack_begins_at_the_caller()
    {
        TrackedList<int> list = new(new TrackingOptions { CaptureStack = true });
        list.Add(1);
        Assert.EndsWith(nameof(A_stack_begins_at_the_caller), list.Log.Last.Stack[0], StringComparison.Ordinal);
        Assert.InRange(list.Log.Last.Stack.Length, 1, 25);
    }

    private sealed class BackwardClock : TimeProvider
    {
        private long _calls;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(100 - _calls++);
    }
}
