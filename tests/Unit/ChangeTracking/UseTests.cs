using Timeline.ChangeTracking;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>One thread at a time, and what code of the program's may do meanwhile.</summary>
public sealed class UseTests
{
    [Fact]
    public async Task Two_threads_at_once_are_found_out_and_change_nothing()
    {
        var tracker = new ChangeTracker(new TrackerOptions { DetectsConcurrentUse = true });
        using var busy = new Busy(tracker);
        var state = tracker.State;
        Action[] uses =
        [
            () => tracker.DetectChanges(), () => tracker.CreateVariable(1), () => tracker.Register(busy.Slow),
            () => tracker.IdOf(busy.Slow), () => tracker.ToValueJson(busy.Slow), () => tracker.Restore(state),
            () => busy.Root.Set(busy.Slow), () => busy.Root.Get(), () => busy.Root.SetProperty("a", "b"),
            () => busy.Root.Destroy(), () => tracker.Record(),
        ];
        foreach (var use in uses)
        {
            var error = Assert.Throws<InvalidOperationException>(use);
            Assert.Contains("Two threads", error.Message, StringComparison.Ordinal);
        }

        Assert.Same(state, tracker.State);
        Assert.Equal(busy.Root, Assert.Single(tracker.Variables));
        Assert.Equal(2, (await busy.EndAsync()).Id);
        Assert.Empty(tracker.DetectChanges());
    }

    [Fact]
    public async Task Another_thread_is_not_taken_for_a_getter_and_leaves_nothing_behind()
    {
        var tracker = new ChangeTracker(new TrackerOptions { DetectsConcurrentUse = false });
        using var busy = new Busy(tracker);
        var error = Assert.Throws<InvalidOperationException>(() => tracker.DetectChanges());
        Assert.Contains("Two threads", error.Message, StringComparison.Ordinal);

        // A question that begins before the look of another thread ends, and ends after it.
        var guard = new UseGuard(seesThreads: false);
        EndsAfter(guard);
        guard.Change().Dispose();
        Assert.Equal(2, (await busy.EndAsync()).Id);
        Assert.Empty(tracker.DetectChanges());

        static void EndsAfter(UseGuard guard)
        {
            var look = guard.Look();
            var question = guard.Ask();
            look.Dispose();
            question.Dispose();
        }
    }

    [Fact]
    public async Task One_thread_after_the_other_may_use_it()
    {
        var tracker = new ChangeTracker(new TrackerOptions { DetectsConcurrentUse = true });
        var root = await Task.Run(() => tracker.CreateVariable(new Person()));
        Assert.Throws<TimelineException>(() => tracker.ChangeAll(77));
        Assert.Equal(2, (await Task.Run(() => tracker.CreateVariable(root, "Name"))).Id);
    }

    [Fact]
    public void A_getter_may_ask_the_tracker_and_not_change_it()
    {
        var tracker = new ChangeTracker();
        var slow = new Slow(() => { });
        var root = tracker.CreateVariable(slow);
        var number = tracker.CreateVariable(root, "Number");
        _ = tracker.DetectChanges();
        var asked = 0L;
        slow.OnRead = () => asked = tracker.IdOf(slow) ?? 0;
        Assert.Empty(tracker.DetectChanges());
        Assert.Equal((1L, null), (asked, number.Error));

        var state = tracker.State;
        Action[] changes =
        [
            () => tracker.CreateVariable(1), () => number.Set(3), () => tracker.DetectChanges(), () => number.Destroy(),
            () => tracker.Restore(state), () => number.Active = false, () => number.SetProperty("a", "b"), () => number.Get(),
        ];
        foreach (var change in changes)
        {
            slow.OnRead = change;
            Assert.Empty(tracker.DetectChanges());
            var error = Assert.IsType<TimelineError.Tracking>(number.Error);
            Assert.Contains("looking", Assert.IsType<InvalidOperationException>(error.Cause).Message, StringComparison.Ordinal);
            Assert.Equal(state, tracker.State);
        }

        slow.OnRead = () => { };
        Assert.Empty(tracker.DetectChanges());
        Assert.Null(number.Error);
    }

    [Fact]
    public void A_setter_may_do_with_the_tracker_what_it_likes()
    {
        var tracker = new ChangeTracker();
        var slow = new Slow(() => { });
        var root = tracker.CreateVariable(slow);
        var number = tracker.CreateVariable(root, "Number");
        _ = tracker.DetectChanges();
        slow.OnWrite = () => tracker.CreateVariable(root, "Number");
        number.Set(5);
        Assert.Equal([1L, 2, 3], tracker.Variables.Select(it => it.Id));
        Assert.Equal([number.Id], tracker.DetectChanges().Select(it => it.VariableId));

        slow.OnWrite = () => number.Destroy();
        number.Set(6);
        Assert.Null(tracker.Find(number.Id));
        Assert.Equal(6, tracker.Find(3)!.Get());
    }

    [Fact]
    public void Nothing_changed_is_found_without_an_allocation()
    {
        var tracker = new ChangeTracker(new TrackerOptions { DetectsConcurrentUse = false });
        var people = Enumerable.Range(0, 200).Select(i => new Person { Age = i }).ToArray();
        var root = tracker.CreateVariable(new Crowd(people), path: "");
        string[] parts = ["Name", "Age", "Address.City", "Place", "Place.X", "Scores", "Scores.1", "Tags", "Settings", "Settings.Theme", "Address"];
        for (var i = 0; i < people.Length; i++)
        {
            foreach (var part in parts) _ = tracker.CreateVariable(root, $"People.{i}.{part}");
        }

        Assert.All(tracker.Variables, it => Assert.Null(it.Error));
        for (var i = 0; i < 50; i++) _ = tracker.DetectChanges();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) _ = tracker.DetectChanges();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Crowd(Person[] people)
    {
        // Not by content: whoever holds it could exchange somebody.
        public Person[] People { get; set; } = people;
    }

    /// <summary>A tracker whose second variable another thread is creating, and is in the midst of a getter.</summary>
    private sealed class Busy : IDisposable
    {
        private readonly ManualResetEventSlim _inside = new();
        private readonly ManualResetEventSlim _done = new();
        private readonly Task<Variable> _creating;

        public Busy(ChangeTracker tracker)
        {
            Slow = new(() =>
            {
                _inside.Set();
                _done.Wait();
            });
            Root = tracker.CreateVariable(Slow);
            Slow.IsSlow = true;
            _creating = Task.Run(() => tracker.CreateVariable(Root, "Number"));
            _inside.Wait();
        }

        public Slow Slow { get; }

        public Variable Root { get; }

        public Task<Variable> EndAsync()
        {
            _done.Set();
            return _creating;
        }

        public void Dispose()
        {
            _inside.Dispose();
            _done.Dispose();
        }
    }

    private sealed class Slow(Action wait)
    {
        private int _number = 1;

        public bool IsSlow { get; set; }

        public Action OnRead { get; set; } = () => { };

        public Action OnWrite { get; set; } = () => { };

        public int Number
        {
            get
            {
                if (IsSlow) wait();
                OnRead();
                return _number;
            }

            set
            {
                _number = value;
                OnWrite();
            }
        }
    }
}
