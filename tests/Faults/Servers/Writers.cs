using System.Globalization;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Running;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Faults.Servers;

/// <summary>Several processes that write to one server at once, each a load of its own to a database of its own.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private readonly Writer[] _writers;

    public Writers(int seed, int count)
    {
        _writers = [.. Enumerable.Range(0, count).Select(number => new Writer(number, seed + number))];
    }

    /// <summary>The fewest steps that one of them has had acknowledged.</summary>
    public int Least => _writers.Min(writer => writer.Acknowledged);

    /// <summary>Makes their databases.</summary>
    public async Task MakeAsync(PostgresServer server)
    {
        foreach (var writer in _writers) await server.Execute($"CREATE DATABASE {writer.Database}");
    }

    /// <summary>Lets all of them write until each has had some more steps acknowledged.</summary>
    public async Task WriteAsync(PostgresServer server, int more)
    {
        foreach (var writer in _writers)
            writer.Child = Child.Write(writer.At(server), writer.Seed, writer.Steps, 1_000_000);
        foreach (var writer in _writers)
        {
            var wish = writer.Steps + more;
            await writer.Child!.UntilAsync(child => child.Acknowledged >= wish);
            if (writer.Child.Acknowledged < wish)
                Assert.Fail($"a writer ended by itself: {string.Join(' ', writer.Child.Lines.TakeLast(1))} {(await writer.Child.EndAsync()).Errors}");
        }
    }

    /// <summary>Ends them, when their server has.</summary>
    public async Task EndAsync()
    {
        foreach (var writer in _writers)
        {
            if (writer.Child is not { } child) continue;
            writer.Acknowledged = await child.SettledAsync();
            await child.DisposeAsync();
            writer.Child = null;
        }
    }

    /// <summary>Judges what each finds again; from there it goes on.</summary>
    public async Task JudgeAsync(PostgresServer server, Tally tally, string where)
    {
        foreach (var writer in _writers)
        {
            writer.Steps = tally.Add(
                await VerdictAsync(server, writer), writer.Acknowledged, $"{where}, {writer.Database}, seed {writer.Seed}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            if (writer.Child is { } child) await child.DisposeAsync();
            await writer.Judge.DisposeAsync();
        }
    }

    private static async Task<Verdict> VerdictAsync(PostgresServer server, Writer writer)
    {
        try
        {
            await using var store = await PostgresHistoryStore.OpenAsync(writer.At(server));
            return await writer.Judge.JudgeAsync(store, writer.Acknowledged);
        }
        catch (HistoryStoreException failure)
        {
            return new Verdict(writer.Acknowledged, Corrupt: failure.Message);
        }
    }

    private sealed class Writer(int number, int seed)
    {
        public int Seed => seed;

        public string Database { get; } = string.Create(CultureInfo.InvariantCulture, $"load{number}");

        public Judge Judge { get; } = new(seed);

        public Child? Child { get; set; }

        /// <summary>How many steps the store holds, as it was last judged.</summary>
        public int Steps { get; set; }

        public int Acknowledged { get; set; }

        // A machine that does much else takes its time, which is no fault.
        public string At(PostgresServer server) => server.SocketConnectionString
            .Replace("Database=postgres", $"Database={Database}", StringComparison.Ordinal)
            .Replace("Timeout=5", "Timeout=60;Command Timeout=120", StringComparison.Ordinal);
    }
}
