using Timeline.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>Tests in a schema of their class on the shared server, whose tables are empty when each begins.</summary>
/// <typeparam name="TSelf">The class, which says that it is of the <see cref="SharedServer.Collection"/>.</typeparam>
public abstract class SchemaTests<TSelf> : IAsyncLifetime
{
    protected SchemaTests() => PostgresGate.SkipWhereUnavailable();

    protected static PostgresStoreOptions Options { get; } = SharedServer.NewOptions();

    public async ValueTask InitializeAsync() => await SharedServer.Clear(Options);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
