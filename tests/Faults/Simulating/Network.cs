namespace Timeline.Tests.Faults.Simulating;

/// <summary>
/// A network that loses up to 30 % of the messages, repeats up to 50 %, delays each by its own time and so puts them out
/// of order, and falls into parts that heal.
/// </summary>
internal sealed class Network(Random lots, int replicas)
{
    private const int LongestDelay = 25;

    private readonly double _loss = lots.NextDouble() * 0.3;
    private readonly double _repeats = lots.NextDouble() * 0.5;
    private readonly PriorityQueue<Message, (long Due, long Order)> _underWay = new();
    private long _sent;

    // Replicas whose bits differ cannot reach each other.
    private int _parts;

    public int Lost { get; private set; }

    public int Repeated { get; private set; }

    public void Send(Message message, long now)
    {
        if (lots.NextDouble() < _loss)
        {
            Lost++;
            return;
        }

        Enqueue(message, now);
        if (lots.NextDouble() >= _repeats) return;
        Repeated++;
        Enqueue(message, now);
    }

    /// <summary>The next message that has come by now, unless it went from one part to another and so is gone.</summary>
    public Message? Deliver(long now)
    {
        while (_underWay.TryPeek(out _, out var when) && when.Due <= now)
        {
            var message = _underWay.Dequeue();
            if (((_parts >> message.From ^ _parts >> message.To) & 1) == 0) return message;
            Lost++;
        }

        return null;
    }

    /// <summary>Falls into other parts, or heals.</summary>
    public string Part()
    {
        _parts = lots.Next(2) == 0 ? 0 : lots.Next(1 << replicas);
        return _parts == 0 ? "the network heals" : $"the network falls into parts {_parts:b}";
    }

    public void Heal() => _parts = 0;

    private void Enqueue(Message message, long now) =>
        _underWay.Enqueue(message, (now + 1 + lots.Next(LongestDelay), _sent++));
}
