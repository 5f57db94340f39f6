using Timeline.ErrorLogs;

namespace Timeline.Tests.Integration.Conformance;

public sealed class MemoryErrorStoreTests : ErrorStoreSuite
{
    protected override IHome<IErrorStore> MakeHome() => new MemoryHome<IErrorStore, MemoryErrorStore>();
}
