using System.Runtime.CompilerServices;
using Timeline.Events;

namespace Timeline.Rows;

/// <summary>Streams of events made of pages, so that no transaction stays open for a reader who takes his
/// time.</summary>
/// <param name="read">Reads a page: what the query wants, up to a position, itself included.</param>
internal sealed class EventPages(Func<EventQuery, EventPosition, CancellationToken, ValueTask<EventPage>> read)
{
    /// <summary>How many events are in memory at once.</summary>
    private const int Size = 256;

    private static readonly EventPosition Nowhere = new(ulong.MaxValue, long.MaxValue);

    /// <summary>What there is now, from the query's position.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="cancellation">Gives up between events.</param>
    /// <returns>The events.</returns>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var until = Nowhere;
        for (var (after, left) = (query.After, query.Limit ?? int.MaxValue); left > 0;)
        {
            var asked = query with { After = after, Limit = Math.Min(left, Size) };
            var page = await read(asked, until, cancellation).ConfigureAwait(false);
            if (until == Nowhere) until = page.End;
            foreach (var stored in page.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
            }

            if (page.Events.Count < asked.Limit) yield break;
            (after, left) = (page.Events[^1].Position, Left(query, left, page));
        }
    }

    /// <summary>What there is and what comes, from the query's position.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="listen">Begins to listen, and gives what waits until something may have come since.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <returns>The events.</returns>
    public async IAsyncEnumerable<StoredEvent> SubscribeAsync(
        EventQuery query,
        Func<Func<CancellationToken, Task>> listen,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (after, left) = (query.After, query.Limit ?? int.MaxValue); left > 0;)
        {
            // Before reading: what comes in between is not waited for.
            var wait = listen();
            var asked = query with { After = after, Limit = Math.Min(left, Size) };
            var page = await read(asked, Nowhere, cancellation).ConfigureAwait(false);
            foreach (var stored in page.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
            }

            left = Left(query, left, page);
            if (page.Events.Count > 0) after = page.Events[^1].Position;
            if (page.Events.Count == asked.Limit || left == 0) continue;
            if (page.End > after) after = page.End;
            await wait(cancellation).ConfigureAwait(false);
        }
    }

    private static int Left(EventQuery query, int left, EventPage page) =>
        query.Limit is null ? left : left - page.Events.Count;
}
