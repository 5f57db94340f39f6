namespace Timeline.Observing;

/// <summary>A listener that is called by whoever delivers.</summary>
internal sealed class CallingSubscriber<T>(Delivery<T> delivery, Action<T> listener, object named, int priority)
    : Subscriber<T>(delivery, named, priority)
{
    public override void Hear(T item) => listener(item);
}
