using Timeline.Observing;

namespace Timeline.Tests.Unit.Observing;

public sealed class ReplayingSubscriberTests
{
    private readonly Deliveries _it = new();
    private readonly List<int> _heard = [];

    [Fact]
    public void What_was_heard_with_the_past_is_not_heard_again_when_it_is_delivered_only_after_it()
    {
        using var subscriber = Subscriber();
        Assert.True(_it.Delivery.Post(2));

        // Somebody has posted, and is slow to deliver; the past has the item by then.
        subscriber.Replay([1, 2], item => item > 2);
        _it.Delivery.Drain();
        _it.Set(3);

        Assert.Equal([1, 2, 3], _heard);
    }

    [Fact]
    public void What_is_delivered_meanwhile_is_heard_once_and_after_the_past()
    {
        using var subscriber = Subscriber();
        _it.Set(2);
        _it.Set(3);

        subscriber.Replay([1, 2], item => item > 2);

        Assert.Equal([1, 2, 3], _heard);
    }

    private ReplayingSubscriber<int> Subscriber()
    {
        var subscriber = new ReplayingSubscriber<int>(_it.Delivery, _heard.Add, _heard, priority: 50);
        _ = _it.Delivery.Add(subscriber);
        return subscriber;
    }
}
