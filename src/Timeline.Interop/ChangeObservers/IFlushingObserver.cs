using Timeline.ChangeLogs;

namespace Timeline.ChangeObservers;

/// <summary>An observer that holds on to something of what it was told, and can be asked to let go of it.</summary>
public interface IFlushingObserver : IObserver<ChangeEntry>
{
    /// <summary>Completes when all that it was told before is where it is to go.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task.</returns>
    Task FlushAsync(CancellationToken cancellationToken = default);
}
