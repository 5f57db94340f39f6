namespace Timeline.Observing;

/// <summary>What a listener threw: it never reaches whoever set the value, and is told here instead.</summary>
/// <param name="Variable">The name of what the listener listens to.</param>
/// <param name="Item">What it was called with: a version, or another kind of entry; null if it was told the
/// end.</param>
/// <param name="Exception">What it threw.</param>
/// <param name="Listener">The delegate or observer that threw.</param>
public sealed record ObserverFailure(string Variable, object? Item, Exception Exception, object Listener)
{
    /// <summary>The listener in words: a method's full name, or the type of an observer.</summary>
    public string ListenerName => ListenerNames.Of(Listener);
}
