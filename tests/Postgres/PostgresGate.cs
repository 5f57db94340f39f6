namespace Timeline.Tests.Postgres;

/// <summary>Lets only those tests begin that have a server to run on.</summary>
internal static class PostgresGate
{
    /// <summary>Skips the test that runs, by name and with the reason, where no server can be started.</summary>
    public static void SkipWhereUnavailable()
    {
        if (PostgresServer.Unavailable is { } reason) Assert.Skip(reason);
    }
}
