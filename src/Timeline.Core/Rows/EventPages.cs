using System.Runtime.CompilerServices;
using Timeline.Events;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>Streams of events made of pages, so that no transaction stays open for a reader who takes his
/// time.</summary>
/// <param name="store">The store, as people name it.</param>
/// <param name="has">Whether an event is at a position, seen by those who read or not yet.</param>
/// <param name="read">Reads a page: what the query wants, up to a position, itself included.</param>
internal sealed class EventPages(
    string store,
    Func<EventPosition, CancellationToken, ValueTask<bool>> has,
    Func<EventQuery, EventPosition, CancellationToken, ValueTask<EventPage>> read)
{
    /// <summary>How many bytes of events are in memory at once, about: a page of so many may end before it is
    /// full.</summary>
    public const long Weight = 4 << 20;

    // How many events are in memory at once: the first time, when nobody knows yet how large they are, and at most.
    private const int FirstSize = 32;
    private const int LargestSize = 256;

    private static readonly EventPosition Nowhere = new(ulong.MaxValue, long.MaxValue);

    /// <summary>What there is now, from the query's position.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="cancellation">Gives up between events.</param>
    /// <returns>The events.</returns>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Refuse(query, cancellation).ConfigureAwait(false);
        var until = Nowhere;
        var size = FirstSize;
        for (var (after, left) = (query.After, query.Limit ?? int.MaxValue); left > 0;)
        {
            var asked = query with { After = after, Limit = Math.Min(left, size) };
            var page = await Read(query, asked, until, cancellation).ConfigureAwait(false);
            if (until == Nowhere) until = page.End;
            foreach (var stored in page.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
            }

            if (IsLast(page, asked)) yield break;
            (after, left, size) = (page.Events[^1].Position, Left(query, left, page), SizeAfter(page));
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
        await Refuse(query, cancellation).ConfigureAwait(false);
        var size = FirstSize;
        for (var (after, left) = (query.After, query.Limit ?? int.MaxValue); left > 0;)
        {
            // Before reading: what comes in between is not waited for.
            var wait = listen();
            var asked = query with { After = after, Limit = Math.Min(left, size) };
            var page = await Read(query, asked, Nowhere, cancellation).ConfigureAwait(false);
            foreach (var stored in page.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
            }

            left = Left(query, left, page);
            if (page.Events.Count > 0) after = page.Events[^1].Position;
            if (page.Events.Count > 0) size = SizeAfter(page);
            if (!IsLast(page, asked) || left == 0) continue;
            if (page.End > after) after = page.End;
            await wait(cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask Refuse(EventQuery query, CancellationToken cancellation)
    {
        if (query.After == EventPosition.Start || await has(query.After, cancellation).ConfigureAwait(false)) return;
        var page = await read(query with { Limit = 0 }, Nowhere, cancellation).ConfigureAwait(false);
        throw ForeignPosition.Refuse(query, page.End);
    }

    private async ValueTask<EventPage> Read(
        EventQuery query, EventQuery asked, EventPosition until, CancellationToken cancellation)
    {
        var page = await read(asked, until, cancellation).ConfigureAwait(false);

        // What was read was below the end, which only grows; only what a caller has just saved may still be held back.
        return page.End >= asked.After || asked.After == query.After
            ? page
            : throw HistoryStoreException.Corrupt(
                store, null, null, $"it ends at {page.End}, and events up to {asked.After} were read from it");
    }

    private static bool IsLast(EventPage page, EventQuery asked) =>
        page.Events.Count < asked.Limit && page.Bytes < Weight;

    private static int SizeAfter(EventPage page) =>
        (int)Math.Clamp(Weight * page.Events.Count / Math.Max(1, page.Bytes), 1, LargestSize);

    private static int Left(EventQuery query, int left, EventPage page) =>
        query.Limit is null ? left : left - page.Events.Count;
}
