using System.Diagnostics;
using System.Globalization;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Program;

/// <summary>A process of a crowd, and a process that opens files at the same moment as others.</summary>
internal static class Crowd
{
    /// <summary>How many processes a crowd has.</summary>
    public const int Members = 8;

    /// <param name="place">The file.</param>
    /// <param name="name">The process's name.</param>
    /// <param name="seed">What it does.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="pace">How many milliseconds are between two of its larger works.</param>
    /// <param name="options">Those of <see cref="Heads"/>.</param>
    /// <param name="say">Prints a line.</param>
    public static int Run(
        string place, string name, string seed, string seconds, string pace, string[] options, Action<string> say)
    {
        RunAsync(place, name, Number(seed), Number(seconds), Number(pace), options, say).GetAwaiter().GetResult();
        return 0;
    }

    /// <summary>
    /// Opens files of a folder, each when it is told to after it said that it stands before it, and writes to each a history of its own.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The process's name.</param>
    /// <param name="files">How many files.</param>
    /// <param name="isUpgrade">Whether each is brought to one more format.</param>
    /// <param name="say">Prints a line.</param>
    public static int Open(string folder, string name, string files, bool isUpgrade, Action<string> say)
    {
        for (var i = 0; i < Number(files); i++)
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"store{i}.db"));
            say(string.Create(CultureInfo.InvariantCulture, $"before {i}"));
            _ = Console.ReadLine();
            if (isUpgrade) Upgrade(path);
            else RecordAsync(path, name).GetAwaiter().GetResult();
            say(string.Create(CultureInfo.InvariantCulture, $"done {i}"));
        }

        return 0;
    }

    // A step that must be taken once.
    private static void Step(Database database) => database.Execute(
        "CREATE TABLE IF NOT EXISTS taken(x); INSERT INTO taken VALUES(1)");

    private static void Upgrade(string path)
    {
        using var database = StoreFile.Open(path, SqliteStoreOptions.Default, Schema.OfHistories.With(Step));
    }

    private static async Task RecordAsync(string path, string name)
    {
        await using var store = SqliteHistoryStore.Open(path);
        var history = HistoryName.Of($"of{name}");
        var (sheet, _) = CrowdText.Add(Loads.Sheet.Empty, name, isFirst: true);
        var root = sheet.ToRoot(Histories.Stamp.FromTicks(DateTime.UtcNow.Ticks, "crowd", name));
        var answer = await store.AppendAsync(
            history, AppendBatch.Of(root, BranchMove.Create(Histories.BranchName.Main, root.Id)));
        _ = answer.IfLeft(error => throw new InvalidOperationException(error.Message));
    }

    private static async Task RunAsync(
        string place, string name, int seed, int seconds, int pace, string[] options, Action<string> say)
    {
        await using var file = Open(place, say);
        var store = Heads.Wrap(file, options);
        say("open");
        await new CrowdMember(store, name, seed, TimeSpan.FromMilliseconds(pace), say).RunAsync(TimeSpan.FromSeconds(seconds));
    }

    private static SqliteHistoryStore Open(string place, Action<string> say)
    {
        while (true)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                return SqliteHistoryStore.Open(place);
            }
            catch (HistoryStoreException failure) when (failure.Trouble == StoreTrouble.Busy)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"busy open {clock.ElapsedMilliseconds}"));
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
