using System.Globalization;
using Timeline.Postgres;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Program;

/// <summary>
/// Takes the steps of a load on a store, one after the other on one thread: <c>begin N</c> is printed before a step, <c>done N</c>
/// once the store has acknowledged it. Trouble of the environment is printed as <c>refused N TROUBLE</c> and ends it.
/// </summary>
internal static class Writing
{
    /// <summary>An option: the store acknowledges before it is on the disk, which a harness must see.</summary>
    public const string WithoutFlushes = "--without-flushes";

    /// <summary>An option: what was refused is tried again on the same store, until it is done.</summary>
    public const string GoesOn = "--goes-on";

    /// <summary>The exit code where the environment refused.</summary>
    public const int Refused = 3;

    public static int Run(string place, string seed, string from, string count, string[] options, Action<string> say)
    {
        var load = Load.After(int.Parse(seed, CultureInfo.InvariantCulture), int.Parse(from, CultureInfo.InvariantCulture));
        var last = load.Taken + int.Parse(count, CultureInfo.InvariantCulture);
        try
        {
            Write(place, options, load, last, say);
            return 0;
        }
        catch (HistoryStoreException failure)
        {
            say($"refused {load.Taken - 1} {failure.Trouble} {failure.Message}");
            return Refused;
        }
    }

    private static void Write(string place, string[] options, Load load, int last, Action<string> say)
    {
        var patience = options.Contains(GoesOn, StringComparer.Ordinal) ? new Insisting(say) : null;
        var store = patience is null ? Open(place, options) : patience.Open(() => Open(place, options));
        try
        {
            say("open");
            while (load.Taken < last)
            {
                say($"begin {load.Taken}");
                var step = load.Next();
                if (patience is null) step(store).GetAwaiter().GetResult();
                else patience.Do(load.Taken - 1, () => step(store).GetAwaiter().GetResult());
                say($"done {load.Taken - 1}");
            }
        }
        finally
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IHistoryStore Open(string place, string[] options) =>
        place.Contains('=', StringComparison.Ordinal)
        ? PostgresHistoryStore.OpenAsync(place).AsTask().GetAwaiter().GetResult()
        : SqliteHistoryStore.Open(
            place, new SqliteStoreOptions { LeavesFlushesOut = options.Contains(WithoutFlushes, StringComparer.Ordinal) });
}
