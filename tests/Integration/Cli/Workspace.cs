using System.Text;
using System.Text.Json;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Cli;

/// <summary>A folder for one test, with the executable at hand; gone afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Document = "settings.json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timeline-cli-");
    private int _recorded;

    public Workspace() => LeftFolders.Add(Folder);

    public string Folder => _folder.FullName;

    public string Store => In(".timeline/timeline.db");

    public string In(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        var path = In(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Read(string name) => File.ReadAllText(In(name));

    public Task<Answer> RunAsync(params string[] arguments) => Command.RunAsync(Folder, arguments);

    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var answer = (await RunAsync([.. arguments, "--json"])).Done();
        using var document = JsonDocument.Parse(answer.Bytes);
        return document.RootElement.Clone();
    }

    /// <summary>Records the document with this text by the command.</summary>
    public async Task<Answer> RecordAsync(string text, string name = Document)
    {
        Write(name, text);
        return (await RunAsync("record", name)).Done();
    }

    /// <summary>
    /// What a test begins with: the document recorded with each of these texts, a day apart, and on the disk as the
    /// last.
    /// </summary>
    /// <remarks>By the library, as the command does it: a process for each would make the tests slow.</remarks>
    public async Task GivenAsync(params (string Text, string Label)[] versions)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        await using var store = SqliteHistoryStore.Open(Store);
        var history = await DocumentHistory.OpenAsync(store, HistoryName.Of(Document));
        foreach (var (text, label) in versions)
        {
            var day = new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero).AddDays(_recorded++);
            var outcome = await history.RecordAsync(Encoding.UTF8.GetBytes(text), new Stamp(day, Command.Actor, label));
            history = outcome.Match(it => it.History, error => throw new InvalidOperationException(error.Message));
            Write(Document, text);
        }
    }

    public Task GivenAsync(params string[] texts) => GivenAsync([.. texts.Select(text => (text, ""))]);

    /// <summary>What was recorded is still there: the store verifies, and the version has these bytes.</summary>
    public async Task IsKeptAsync(string text, string version = "head", string name = Document)
    {
        await using var store = SqliteHistoryStore.Open(Store, new SqliteStoreOptions { CreateIfMissing = false });
        var report = await DocumentHistory.VerifyAsync(store);
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
        var history = await DocumentHistory.OpenAsync(store, HistoryName.Of(name));
        var revision = Revision.Parse(version).Match(
            it => it, error => throw new InvalidOperationException(error.Message));
        var restored = await history.RestoreAsync(revision);
        Assert.Equal(
            text,
            restored.Match(
                it => Encoding.UTF8.GetString(it.Document.Bytes.Span),
                error => throw new InvalidOperationException(error.Message)));
    }

    public void Dispose() => LeftFolders.Drop(Folder);
}
