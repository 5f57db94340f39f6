using Timeline.Events;

namespace Timeline.Tests.Integration.Conformance;

public sealed class MemoryClockStoreTests : ClockStoreSuite
{
    protected override IHome<IClockStore> MakeHome() => new MemoryHome<IClockStore, MemoryClockStore>();
}
