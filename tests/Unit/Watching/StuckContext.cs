namespace Timeline.Tests.Unit.Watching;

/// <summary>A context whose one thread never does what is posted to it.</summary>
internal sealed class StuckContext : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        // Nobody ever comes to do it.
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);
}
