using Timeline.Events;

namespace Timeline.Tests.Integration.Conformance;

public sealed class MemoryEventStoreTests : EventStoreSuite
{
    protected override IHome<IEventStore> MakeHome() => new MemoryHome<IEventStore, MemoryEventStore>();
}
