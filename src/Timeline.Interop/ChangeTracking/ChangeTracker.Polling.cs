using System.Runtime.CompilerServices;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

// Detections again and again.
public sealed partial class ChangeTracker
{
    // A little less than what the platform can wait for.
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(49);

    /// <summary>Detects changes again and again, first at once.</summary>
    /// <param name="interval">How long to wait after a detection; above 0, at most 49 days.</param>
    /// <param name="cancellation">Ends it, with an <see cref="OperationCanceledException"/>; leaving the loop ends it
    /// without one.</param>
    /// <returns>The changes of each detection that found some, as <see cref="DetectChanges"/> gives them.</returns>
    /// <remarks>
    /// A detection is made when the next changes are asked for, in the context of who asks: the loop of
    /// <c>await foreach</c> in a user interface makes each one on its thread. Between two asks the tracker may be used
    /// there. Without a synchronization context, as in a console or a server, detections are made on the thread pool,
    /// at any time: use the tracker only inside the loop then, as they take no lock of yours. Who asks late
    /// has no detections missed: there are none meanwhile.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above 0, or above 49 days.</exception>
    public IAsyncEnumerable<IReadOnlyList<TrackerChange>> Poll(
        TimeSpan interval, CancellationToken cancellation = default)
    {
        RefuseOutOfRange(interval);
        return Batches(interval, cancellation);
    }

    /// <summary>Detects changes again and again, first at once, and tells each that found some.</summary>
    /// <param name="interval">How long to wait after a detection; above 0, at most 49 days.</param>
    /// <param name="onChanges">Called with the changes, in the context of who called; what it throws ends it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A task that is never done: it is cancelled, or fails.</returns>
    /// <remarks>
    /// Without a synchronization context, as in a console or a server, detections are made on the thread pool, at any
    /// time: use the tracker only in the callback then, as they take no lock of yours.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above 0, or above 49 days.</exception>
    public Task PollAsync(
        TimeSpan interval, Action<IReadOnlyList<TrackerChange>> onChanges, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(onChanges);
        RefuseOutOfRange(interval);
        return Run();

        async Task Run()
        {
            await foreach (var changes in Batches(interval, cancellation).ConfigureAwait(true)) onChanges(changes);
        }
    }

    private static void RefuseOutOfRange(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, LongestInterval);
    }

    private async IAsyncEnumerable<IReadOnlyList<TrackerChange>> Batches(
        TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (DetectChanges() is { Count: > 0 } changes) yield return changes;
            await Task.Delay(interval, _clock, cancellation).ConfigureAwait(true);
        }
    }
}
