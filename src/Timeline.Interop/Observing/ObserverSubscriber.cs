namespace Timeline.Observing;

/// <summary>An observer after the contract of <see cref="IObservable{T}"/>.</summary>
internal sealed class ObserverSubscriber<T>(Delivery<T> delivery, IObserver<T> observer, int priority)
    : Subscriber<T>(delivery, observer, priority)
{
    public override void Hear(T item) => observer.OnNext(item);

    public override void HearEnd()
    {
        Dispose();
        observer.OnCompleted();
    }
}
