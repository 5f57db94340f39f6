using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Snippets;

public sealed class ReadmeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_document_is_recorded_and_asked_about()
    {
        var (monday, tuesday) = (Start, Start.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("timeline-readme-");
        var file = Path.Combine(folder.FullName, "timeline.db");
        try
        {
            await using var store = SqliteHistoryStore.Open(file);
            var settings = await DocumentHistory.OpenAsync(store, HistoryName.Of("app.json"));

            var begin = await settings.RecordAsync("""{"port": 80}"""u8.ToArray(), new Stamp(monday, "ada", "begin"));
            settings = begin.Match(recorded => recorded.History, error => throw new InvalidOperationException(error.Message));

            var next = await settings.RecordAsync("""{"port": 8080}"""u8.ToArray(), new Stamp(tuesday, "bob", "another port"));
            settings = next.Match(recorded => recorded.History, error => throw new InvalidOperationException(error.Message));

            var patch = await settings.DiffAsync(new Revision.Back(Revision.CurrentHead, 1), Revision.CurrentHead);
            Assert.Equal("~ /port: 80 -> 8080", patch.Match(it => it.ToString(), error => error.Message));
            Assert.Equal(2, settings.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_history_of_anything_is_a_value()
    {
        var (monday, tuesday, wednesday) = (Start, Start.AddDays(1), Start.AddDays(2));
        var price = History.Start(10m, new Stamp(monday, "ada"))
            .Append(12m, new Stamp(tuesday, "bob", "season"));

        var before = price.At(0);
        var trial = price.Append(9m, new Stamp(wednesday, "ada", "a branch is a head held on to"));

        Assert.Equal(10m, before.Match(version => version.Value, _ => 0m));
        Assert.Equal((2, 3), (price.Count, trial.Count));
    }
}
