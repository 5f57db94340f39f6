using System.Text.Json;

namespace Timeline.Tests.Integration.Cli;

/// <summary>A folder for one test, with the executable at hand; gone afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Document = "settings.json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timeline-cli-");
    private int _recorded;

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

    /// <summary>Records the document with this text, a day after the one before.</summary>
    public async Task<Answer> RecordAsync(string text, string label = "", string name = Document)
    {
        Write(name, text);
        var day = new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc).AddDays(_recorded++);
        return (await RunAsync("record", name, "-m", label, "--at", day.ToString("yyyy-MM-dd'T'HH:mm'Z'", null))).Done();
    }

    /// <summary>What was recorded is still there: the store verifies, and the version has these bytes.</summary>
    public async Task IsKeptAsync(string text, string version = "head", string name = Document)
    {
        (await RunAsync("verify", name)).Done();
        Assert.Equal(text, (await RunAsync("show", $"{name}@{version}")).Done().Text);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
