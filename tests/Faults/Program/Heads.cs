using System.Globalization;
using Timeline.Postgres;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Program;

/// <summary>Several clients of branch heads in one process, on one store.</summary>
internal static class Heads
{
    /// <summary>Options that break what the heads promise, which a harness must see.</summary>
    public const string BlindWrites = "--blind-writes";
    public const string StaleReads = "--stale-reads";

    /// <param name="place">The file, or how a server is reached.</param>
    /// <param name="name">The process's name, of which the clients have theirs.</param>
    /// <param name="clients">How many.</param>
    /// <param name="seed">What they do.</param>
    /// <param name="count">How many operations each of them.</param>
    /// <param name="options">As above.</param>
    /// <param name="say">Prints a line.</param>
    public static int Run(
        string place, string name, string clients, string seed, string count, string[] options, Action<string> say)
    {
        var gate = new Lock();
        void Say(string line)
        {
            lock (gate) say(line);
        }

        RunAsync(place, name, Number(clients), Number(seed), Number(count), options, Say).GetAwaiter().GetResult();
        return 0;
    }

    public static IHistoryStore Wrap(IHistoryStore store, string[] options)
    {
        if (options.Contains(BlindWrites, StringComparer.Ordinal)) return new BlindWrites(store);
        return options.Contains(StaleReads, StringComparer.Ordinal) ? new StaleReads(store) : store;
    }

    private static async Task RunAsync(
        string place, string name, int clients, int seed, int count, string[] options, Action<string> say)
    {
        await using var store = Wrap(await OpenAsync(place), options);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(
            () => new HeadClient(store, $"{name}.{client}", unchecked((seed * 31) + client), say).RunAsync(count))));
    }

    /// <summary>Opens a store, however long others hold its file or its server is away.</summary>
    private static async Task<IHistoryStore> OpenAsync(string place)
    {
        while (true)
        {
            try
            {
                if (!place.Contains('=', StringComparison.Ordinal)) return SqliteHistoryStore.Open(place);
                return await PostgresHistoryStore.OpenAsync(
                    place, new PostgresStoreOptions { Partitions = 2, Patience = TimeSpan.FromSeconds(3) });
            }
            catch (HistoryStoreException failure) when (IsPassing(failure.Trouble))
            {
            }
        }
    }

    private static bool IsPassing(StoreTrouble trouble) =>
        trouble is StoreTrouble.Busy or StoreTrouble.Unreachable or StoreTrouble.OutcomeUnknown;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
