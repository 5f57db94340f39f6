using Timeline.Observing;

namespace Timeline.Tests.Unit.Observing;

public sealed class ObserverFailureTests
{
    private readonly Logged _log = new();
    private readonly Deliveries _it;
    private readonly List<int> _heard = [];

    public ObserverFailureTests() => _it = new(_log);

    [Fact]
    public void What_a_listener_throws_reaches_hooks_and_log_and_stops_nobody()
    {
        var broken = Throw;
        _it.Delivery.Subscribe(broken);
        _it.Delivery.Subscribe(_heard.Add);
        _it.Set(7);
        Assert.Equal([7], _heard);
        var failure = Assert.Single(_it.Failed);
        Assert.Equal(("score", 7, "broken at 7"), (failure.Variable, failure.Item, failure.Exception.Message));
        Assert.Same(broken, failure.Listener);
        Assert.Equal($"{typeof(ObserverFailureTests)}.{nameof(Throw)}", failure.ListenerName);
        Assert.Equal([$"Listener {failure.ListenerName} of 'score' failed."], _log.Lines);
    }

    [Fact]
    public void A_listener_that_wraps_anothers_is_named_for_the_other()
    {
        var own = Throw;
        _it.Delivery.Subscribe(item => own(item), named: own);
        _it.Set(7);
        Assert.Same(own, Assert.Single(_it.Failed).Listener);
    }

    [Fact]
    public void A_hook_that_throws_is_logged_and_stops_no_other_hook()
    {
        ObserverFailures failures = new(_log);
        List<ObserverFailure> told = [];
        failures.Add(_ => throw new NotSupportedException("hook"));
        failures.Add(told.Add);
        failures.Report(new("score", 1, new InvalidOperationException("listener"), "it"));
        Assert.Single(told);
        Assert.Equal(2, _log.Lines.Count);
        Assert.StartsWith("Hook Timeline.Tests.Unit.Observing.ObserverFailureTests", _log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_throws_keeps_no_hook_from_hearing()
    {
        ObserverFailures failures = new(new BrokenLog());
        List<ObserverFailure> told = [];
        failures.Add(told.Add);
        failures.Report(new("score", 1, new InvalidOperationException("listener"), "it"));
        Assert.Single(told);
    }

    [Fact]
    public void A_hook_hears_until_its_registration_is_disposed_of()
    {
        List<ObserverFailure> told = [];
        var first = _it.Failures.Add(told.Add);
        _it.Failures.Add(told.Add);
        first.Dispose();
        first.Dispose();
        _it.Delivery.Subscribe(Throw);
        _it.Set(1);
        Assert.Single(told);
    }

    [Fact]
    public void What_an_observer_throws_at_the_end_is_told_without_an_item()
    {
        using var subscription = _it.Delivery.Subscribe(new BrokenObserver());
        _it.End();
        using var late = _it.Delivery.Subscribe(new BrokenObserver());
        Assert.Equal([null, null], _it.Failed.Select(failure => failure.Item));
        Assert.All(_it.Failed, failure => Assert.EndsWith(nameof(BrokenObserver), failure.ListenerName, StringComparison.Ordinal));
    }

    private static void Throw(int item) => throw new InvalidOperationException($"broken at {item}");

    private sealed class BrokenObserver : IObserver<int>
    {
        public void OnNext(int value)
        {
        }

        public void OnCompleted() => throw new InvalidOperationException();

        public void OnError(Exception error)
        {
        }
    }
}
