using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Observing;

namespace Timeline.Tests.Properties.Observing;

/// <summary>A delivery of numbers counted from 0 under the lock that its owner would have.</summary>
internal sealed class Listening
{
    private readonly Lock _gate = new();
    private int _next;

    public Listening()
    {
        Failures = new(NullLogger.Instance);
        Delivery = new("number", Failures, item => $"{item}");
    }

    public Delivery<int> Delivery { get; }

    public ObserverFailures Failures { get; }

    /// <summary>How many have been posted: the number of the next one.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _next;
        }
    }

    /// <summary>Posts the next number and delivers.</summary>
    public int Set()
    {
        int item;
        lock (_gate)
        {
            item = _next++;
            _ = Delivery.Post(item);
        }

        Delivery.Drain();
        return item;
    }

    /// <summary>Posts the end and delivers.</summary>
    public void End()
    {
        lock (_gate) _ = Delivery.Complete();
        Delivery.Drain();
    }
}
