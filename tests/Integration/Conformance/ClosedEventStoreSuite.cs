using Timeline.Events;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What every store of events must do that can be closed; one in memory stays open, or it would forget.</summary>
public abstract class ClosedEventStoreSuite : EventStoreSuite
{
    [Fact]
    public Task A_closed_store_says_that_it_is_closed() => RunAsync(async home =>
    {
        var store = await home.OpenAsync();
        using var patience = new CancellationTokenSource(Patience);
        var following = EventStoreScript.All(store.SubscribeAsync(EventQuery.All, patience.Token));
        await Closed.Check(
            store,
            () => following,
            async () => _ = await store.SaveAsync([SampleEvents.Of(1)]),
            async () => _ = await store.FindAsync(SampleEvents.IdOf(1)),
            async () => _ = await store.EndAsync(),
            async () => _ = await EventStoreScript.All(store.ReadAsync(EventQuery.All)),
            async () => _ = await EventStoreScript.All(store.SubscribeAsync(EventQuery.All)));
    });
}
