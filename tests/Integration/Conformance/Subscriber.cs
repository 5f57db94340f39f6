using Timeline.Events;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Ways to follow a store until so many events were seen.</summary>
internal static class Subscriber
{
    public static async Task<List<StoredEvent>> FollowAsync(IEventStore store, int count, CancellationToken cancellation) =>
        await EventStoreScript.All(store.SubscribeAsync(new EventQuery { Limit = count }, cancellation));

    /// <summary>Takes its time now and then, while others write.</summary>
    public static async Task<List<StoredEvent>> FollowSlowlyAsync(
        IEventStore store, int count, CancellationToken cancellation)
    {
        var seen = new List<StoredEvent>();
        await foreach (var stored in store.SubscribeAsync(new EventQuery { Limit = count }, cancellation))
        {
            seen.Add(stored);
            if (seen.Count % 10 == 0) await Task.Delay(5, cancellation);
        }

        return seen;
    }

    /// <summary>Goes away again and again and goes on from the position it had reached.</summary>
    public static async Task<List<StoredEvent>> FollowReturningAsync(
        IEventStore store, int count, CancellationToken cancellation)
    {
        var seen = new List<StoredEvent>();
        while (seen.Count < count)
        {
            var after = seen.Count == 0 ? EventPosition.Start : seen[^1].Position;
            var query = new EventQuery { After = after, Limit = Math.Min(7, count - seen.Count) };
            await foreach (var stored in store.SubscribeAsync(query, cancellation)) seen.Add(stored);
        }

        return seen;
    }
}
