using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;

namespace Timeline.Tests.Properties.Observing;

public sealed class DeliveryLaws
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What one thread does, one after the other.</summary>
    private enum Deed
    {
        Set,
        SetThrice,
        Listen,
        ListenAsync,
        Read,
        Leave,
        Flush,
    }

    private static Arbitrary<Deed[][]> Threads { get; } = Gen.Frequency(
            (5, Gen.Constant(Deed.Set)),
            (3, Gen.Constant(Deed.SetThrice)),
            (3, Gen.Constant(Deed.Listen)),
            (1, Gen.Constant(Deed.ListenAsync)),
            (1, Gen.Constant(Deed.Read)),
            (3, Gen.Constant(Deed.Leave)),
            (1, Gen.Constant(Deed.Flush)))
        .ArrayOf().ListOf(3).Select(threads => threads.ToArray()).ToArbitrary();

    /// <summary>At each of the numbers 0, 1, …: whether a listener sets again, which one leaves, whether one comes.</summary>
    private static Arbitrary<Reaction[]> Reactions { get; } = (
        from sets in Gen.Elements(true, false, false)
        from leaves in Gen.Choose(0, 5)
        from joins in Gen.Elements(true, false, false)
        select new Reaction(sets, leaves, joins)).ArrayOf().ToArbitrary();

    [Fact]
    public void Each_listener_hears_each_item_once_in_order_with_no_gap_from_the_item_after_its_subscription_on() =>
        Law.Holds(
            Threads,
            threads =>
            {
                Listening it = new();
                ConcurrentBag<Ear> ears = [Ear.Called(it)];
                Together([.. threads.Select(deeds => new Action(() => Run(it, deeds, ears)))]);
                it.End();
                Assert.True(it.Delivery.FlushAsync().AsTask().Wait(Patience));
                Assert.Equal(0, it.Delivery.Waiting);
                foreach (var ear in ears) ear.Check();
            },
            cases: 100);

    [Fact]
    public void Listeners_that_set_leave_and_come_do_so_between_two_items() =>
        Law.Holds(Reactions, reactions =>
        {
            Listening it = new();
            List<Guest> guests = [new(it), new(it), new(it)];
            it.Delivery.Subscribe(item =>
            {
                if (item >= reactions.Length) return;
                var (sets, leaves, joins) = reactions[item];
                if (sets) it.Set();
                if (leaves < guests.Count) guests[leaves].Leave();
                if (joins) guests.Add(new(it));
                if (sets) it.Set();
            });
            while (it.Count < reactions.Length) it.Set();
            Assert.All(guests, guest => guest.Check(it.Count));
        });

    [Fact]
    public void What_a_listener_throws_reaches_the_hooks_and_stops_nobody() =>
        Law.Holds(Reactions, reactions =>
        {
            Listening it = new();
            List<int> before = [];
            List<int> after = [];
            List<int> told = [];
            it.Failures.Add(failure => told.Add((int)failure.Item!));
            it.Delivery.Subscribe(before.Add);
            it.Delivery.Subscribe(item =>
            {
                if (reactions[item].Sets) throw new InvalidOperationException();
            });
            it.Delivery.Subscribe(after.Add);
            foreach (var _ in reactions) it.Set();
            int[] all = [.. Enumerable.Range(0, reactions.Length)];
            Assert.Equal(all, before);
            Assert.Equal(all, after);
            Assert.Equal(all.Where(item => reactions[item].Sets), told);
        });

    private static void Run(Listening it, Deed[] deeds, ConcurrentBag<Ear> ears)
    {
        Queue<Ear> mine = [];
        foreach (var deed in deeds)
        {
            switch (deed)
            {
                case Deed.Set:
                    it.Set();
                    break;
                case Deed.SetThrice:
                    for (var i = 0; i < 3; i++) it.Set();
                    break;
                case Deed.Listen:
                    mine.Enqueue(Ear.Called(it));
                    break;
                case Deed.ListenAsync:
                    mine.Enqueue(Ear.Awaited(it));
                    break;
                case Deed.Read:
                    mine.Enqueue(Ear.Reading(it));
                    break;
                case Deed.Leave when mine.TryDequeue(out var oldest):
                    oldest.Leave();
                    ears.Add(oldest);
                    break;
                case Deed.Flush:
                    var posted = it.Count;
                    Assert.True(it.Delivery.FlushAsync().AsTask().Wait(Patience));
                    Assert.All(mine, ear => ear.CheckFlushed(posted));
                    break;
            }
        }

        foreach (var ear in mine) ears.Add(ear);
    }

    /// <summary>Runs each action on a thread of its own; they begin at one moment.</summary>
    private static void Together(Action[] actions)
    {
        using Barrier start = new(actions.Length);
        var tasks = actions.Select(action => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                action();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Assert.True(Task.WaitAll(tasks, Patience));
    }

    private sealed record Reaction(bool Sets, int Leaves, bool Joins);

    /// <summary>A listener where all happens on one thread, so that what it has to hear is known exactly.</summary>
    private sealed class Guest
    {
        private readonly List<int> _heard = [];
        private readonly IDisposable _subscription;
        private readonly int _from;
        private int? _left;

        public Guest(Listening it)
        {
            _from = it.Count;
            _subscription = it.Delivery.Subscribe(_heard.Add);
        }

        public void Leave()
        {
            _subscription.Dispose();
            _left ??= _heard.Count;
        }

        public void Check(int count) => Assert.Equal(Enumerable.Range(_from, _left ?? (count - _from)), _heard);
    }
}
