using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Observing;

namespace Timeline.Tests.Unit.Observing;

/// <summary>A delivery of numbers with the lock that its owner would have.</summary>
internal sealed class Deliveries
{
    private readonly Lock _gate = new();

    public Deliveries(ILogger? logger = null)
    {
        Failures = new(logger ?? NullLogger.Instance);
        Delivery = new("score", Failures, item => $"number {item}");
        Failures.Add(Failed.Add);
    }

    public Delivery<int> Delivery { get; }

    public ObserverFailures Failures { get; }

    public List<ObserverFailure> Failed { get; } = [];

    /// <summary>As a variable sets: posts under its lock and delivers after it.</summary>
    public void Set(int item)
    {
        bool isHeard;
        lock (_gate) isHeard = Delivery.Post(item);
        if (isHeard) Delivery.Drain();
    }

    public void End()
    {
        bool isHeard;
        lock (_gate) isHeard = Delivery.Complete();
        if (isHeard) Delivery.Drain();
    }
}
