using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Program;

/// <summary>What is done with a store besides writing: opening it after a fault, verifying it, bringing it to a newer format.</summary>
internal static class Keeping
{
    /// <summary>The step to a format that there is for tests alone: it makes a table and writes every version again.</summary>
    public static Schema Newer { get; } = Schema.OfHistories.With(database => database.Execute(
        """
        CREATE TABLE extra(x);
        INSERT INTO extra SELECT count(*) FROM version;
        UPDATE version SET label = label || '';
        """));

    /// <summary>Opens a store, which recovers what a fault has left, reads and verifies it: <c>clean N</c>, or what was found.</summary>
    public static int Open(string store, Action<string> say) => Answer(say, () =>
    {
        var opened = SqliteHistoryStore.Open(store);
        try
        {
            var report = opened.VerifyAsync().AsTask().GetAwaiter().GetResult();
            say(report.IsClean ? $"clean {report.Versions}" : $"found {report.Findings[0]}");
        }
        finally
        {
            opened.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    });

    /// <summary>Brings a store to the newer format.</summary>
    public static int Upgrade(string store, Action<string> say) => Answer(say, () =>
    {
        using var database = StoreFile.Open(store, SqliteStoreOptions.Default, Newer);
        say("done 0");
    });

    private static int Answer(Action<string> say, Action act)
    {
        try
        {
            act();
            return 0;
        }
        catch (HistoryStoreException failure)
        {
            say($"refused 0 {failure.Trouble} {failure.Message}");
            return Writing.Refused;
        }
    }
}
