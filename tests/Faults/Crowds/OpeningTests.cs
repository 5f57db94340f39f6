using System.Globalization;
using Timeline.Sqlite;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Crowds;

/// <summary>Eight processes that open a file at the same moment, which is not there yet or has an older format.</summary>
public sealed class OpeningTests
{
    private static readonly int Files = Extent.Of(@short: 8, @long: 400);

    [Fact]
    public async Task A_file_that_eight_open_at_once_is_made_once_and_serves_all()
    {
        using var folder = new Folder();
        await RunAsync(folder, "open");
        for (var i = 0; i < Files; i++)
        {
            await using var store = SqliteHistoryStore.Open(Place(folder, i));
            Assert.Equal(Crowd.Members, (await store.HistoriesAsync()).Length);
            Assert.Empty((await store.VerifyAsync()).Findings);
        }

        Figures.Report("eight processes open a file that is not there", $"{Files} files, refused 0, histories lost 0");
    }

    [Fact]
    public async Task A_file_that_eight_bring_to_a_newer_format_at_once_is_brought_there_once()
    {
        using var folder = new Folder();
        for (var i = 0; i < Files; i++) await SqliteHistoryStore.Open(Place(folder, i)).DisposeAsync();
        await RunAsync(folder, "upgrade");
        for (var i = 0; i < Files; i++)
        {
            using var database = Database.Open(Place(folder, i), readOnly: true);
            Assert.Equal((1, 2), (database.Number("SELECT count(*) FROM taken"), database.Number("PRAGMA user_version")));
        }

        Figures.Report("eight processes bring a file to a newer format", $"{Files} files, refused 0, steps taken twice 0");
    }

    private static async Task RunAsync(Folder folder, string verb)
    {
        var members = Enumerable.Range(0, Crowd.Members)
            .Select(member => Child.Start([verb, folder.Path, Text(member), Text(Files)])).ToList();
        for (var i = 0; i < Files; i++)
        {
            // All stand before it, and then all begin at once.
            foreach (var member in members) await StandsBeforeAsync(member, i);
            await Task.WhenAll(members.Select(member => member.TellAsync("go")));
        }

        foreach (var member in members)
        {
            await using var ending = member;
            var (code, errors) = await member.EndAsync();
            Assert.True(code == 0, errors);
        }
    }

    private static async Task StandsBeforeAsync(Child member, int file)
    {
        var line = $"before {Text(file)}";
        await member.UntilAsync(it => it.Lines.Contains(line));
        if (!member.Lines.Contains(line)) Assert.Fail($"one ended before file {Text(file)}: {(await member.EndAsync()).Errors}");
    }

    private static string Place(Folder folder, int number) => folder.File($"store{Text(number)}.db");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
