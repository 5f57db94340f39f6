using Timeline.Histories;

namespace Timeline.Watching;

/// <summary>An observer who gets versions as they are handed out.</summary>
internal sealed class ReleasingObserver<T>(IObserver<Version<T>> observer, Func<Version<T>, Version<T>> handed)
    : IObserver<Version<T>>
{
    public void OnCompleted() => observer.OnCompleted();

    public void OnError(Exception error) => observer.OnError(error);

    public void OnNext(Version<T> value) => observer.OnNext(handed(value));

    public override string? ToString() => observer.ToString();
}
