namespace Timeline.Observing;

/// <summary>A call of an asynchronous listener under way, seen by whatever it calls or awaits.</summary>
/// <param name="delivery">What is being delivered.</param>
internal sealed class AsyncCall(object delivery)
{
    private static readonly AsyncLocal<AsyncCall?> Current = new();

    private volatile bool _isOver;

    /// <summary>Whether one is within a call, still under way, of a listener of that delivery.</summary>
    public static bool IsWithin(object delivery) => Current.Value is { _isOver: false } call && call.Of(delivery);

    /// <summary>Begins a call: what flows from here is within it.</summary>
    public void Begin() => Current.Value = this;

    /// <summary>Ends it: what was started within and goes on is within it no longer.</summary>
    public void End() => _isOver = true;

    private bool Of(object other) => ReferenceEquals(delivery, other);
}
