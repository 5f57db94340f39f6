namespace Timeline.Tests.Unit.Watching;

/// <summary>A clock that stands until it is moved. Its timers fire when it passes them.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state), Now + dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Set(DateTimeOffset now) => Now = now;

    public void Advance(TimeSpan by)
    {
        var end = Now + by;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            Now = next.Due > Now ? next.Due : Now;
            next.Fire();
        }

        Now = end;
    }

    private sealed class ManualTimer(ManualClock clock, Action fire, DateTimeOffset due, TimeSpan period) : ITimer
    {
        public DateTimeOffset Due { get; private set; } = due;

        public void Fire()
        {
            if (period > TimeSpan.Zero) Due += period;
            else Dispose();
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            (Due, period) = (clock.Now + dueTime, newPeriod);
            return true;
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
