using Timeline.Observing;

namespace Timeline.Tests.Properties.Observing;

/// <summary>One who hears, of any kind, and what it has to have heard.</summary>
internal abstract class Ear
{
    private readonly Listening _it;
    private readonly Lock _gate = new();
    private readonly List<int> _heard = [];
    private readonly int _earliest;
    private int _latest;
    private int? _end;

    private Ear(Listening it)
    {
        _it = it;
        _earliest = it.Count;
    }

    public static Ear Called(Listening it) => new Listener(it, delivery => hear => delivery.Subscribe(hear));

    public static Ear Awaited(Listening it) => new Listener(it, delivery => hear => delivery.SubscribeAsync(async (item, _) =>
    {
        if (item % 2 == 0) await Task.Yield();
        hear(item);
    }));

    public static Ear Reading(Listening it) => new Reader(it);

    public void Leave()
    {
        Unsubscribe();
        _end = _it.Count;
    }

    /// <summary>After a flush: what was posted before has been heard.</summary>
    public virtual void CheckFlushed(int posted)
    {
        lock (_gate) Assert.True(posted <= _latest || (_heard.Count > 0 && _heard[^1] >= posted - 1));
    }

    /// <summary>After the end: each item once, in order, with no gap.</summary>
    public virtual void Check()
    {
        lock (_gate)
        {
            var first = _heard.Count > 0 ? _heard[0] : _earliest;
            Assert.Equal(Enumerable.Range(first, _heard.Count), _heard);
            if (_heard.Count > 0) Assert.InRange(first, _earliest, _latest);
            // One who left may miss what waited then; and hears nothing that was posted after.
            if (_end is { } end) Assert.True(first + _heard.Count <= Math.Max(end, first));
            else Assert.True(first + _heard.Count == _it.Count || (_heard.Count == 0 && _latest == _it.Count));
        }
    }

    protected abstract void Unsubscribe();

    protected void Hear(int item)
    {
        lock (_gate) _heard.Add(item);
    }

    private void HasSubscribed() => _latest = _it.Count;

    private sealed class Listener : Ear
    {
        private readonly IDisposable _subscription;

        public Listener(Listening it, Func<Delivery<int>, Func<Action<int>, IDisposable>> subscribe)
            : base(it)
        {
            _subscription = subscribe(it.Delivery)(Hear);
            HasSubscribed();
        }

        protected override void Unsubscribe() => _subscription.Dispose();
    }

    private sealed class Reader : Ear
    {
        private readonly Action _leave;
        private readonly Task _reading;

        public Reader(Listening it)
            : base(it)
        {
#pragma warning disable CA2000 // It has no timer: there is nothing to dispose of.
            CancellationTokenSource leaving = new();
#pragma warning restore CA2000
            _leave = leaving.Cancel;
            var items = it.Delivery.Stream().GetAsyncEnumerator(leaving.Token);
            HasSubscribed();
            _reading = ReadAsync(items);
        }

        public override void CheckFlushed(int posted)
        {
            // Nobody waits for a reader.
        }

        public override void Check()
        {
            Assert.True(_reading.Wait(TimeSpan.FromSeconds(60)));
            base.Check();
        }

        protected override void Unsubscribe() => _leave();

        private async Task ReadAsync(IAsyncEnumerator<int> items)
        {
            await using var reading = items;
            try
            {
                while (await items.MoveNextAsync()) Hear(items.Current);
            }
            catch (OperationCanceledException)
            {
                // It has left.
            }
        }
    }
}
