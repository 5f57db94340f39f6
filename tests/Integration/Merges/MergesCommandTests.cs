using System.Diagnostics;
using System.Text.Json;
using Timeline.Changes;
using Timeline.Merges;
using Timeline.Values;

namespace Timeline.Tests.Integration.Merges;

/// <summary>The command that replays real merges, on made-up ones.</summary>
public sealed class MergesCommandTests : IDisposable
{
    private const string Before = """
        [
          { "name": "ash", "height": 20,
            "leaf": "odd" },
          { "name": "oak", "height": 30,
            "leaf": "lobed" }
        ]

        """;

    private static readonly string Taller = Before.Replace("20", "21", StringComparison.Ordinal);
    private static readonly string Pinnate = Before.Replace("odd", "pinnate", StringComparison.Ordinal);
    private static readonly string Both = Taller.Replace("odd", "pinnate", StringComparison.Ordinal);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timeline-merges-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_case_is_merged_both_ways_and_held_against_what_was_committed()
    {
        Case("neighbours", Taller, Pinnate, Both);
        Case("another-way", Taller, Before.Replace("lobed", "round", StringComparison.Ordinal), Before);
        Case("clash", Taller, Before.Replace("20", "22", StringComparison.Ordinal), Taller);
        Case("broken", Taller, Pinnate, "<<<<<<<");

        var report = await ReportAsync(_folder.FullName);
        var (timeline, git) = (report.GetProperty("timeline"), report.GetProperty("git"));
        Assert.Equal((3, 2, 1, 1, 1), Counts(report, timeline));
        Assert.Equal((3, 1, 0, 1, 2), Counts(report, git));

        var (exitCode, text, _) = await RunAsync(_folder.FullName);
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Matches(@"neighbours +as committed +1 conflict", text);
        Assert.Matches(@"another-way +differs silently +differs silently", text);
        Assert.Matches(@"clash +1 conflict +1 conflict", text);
        Assert.Matches(@"broken +passed over: committed is no JSON", text);
    }

    [Fact]
    public async Task The_true_merges_of_a_repository_are_replayed_and_no_others()
    {
        await GitAsync("init", "-q", "-b", "main");
        await CommitAsync("trees.json", Before);
        await GitAsync("checkout", "-q", "-b", "side");
        await CommitAsync("trees.json", Taller);
        await GitAsync("checkout", "-q", "main");
        await CommitAsync("else.json", "1");
        await GitAsync("merge", "-q", "--no-edit", "side");
        await GitAsync("checkout", "-q", "side");
        await CommitAsync("trees.json", Taller.Replace("lobed", "round", StringComparison.Ordinal));
        await GitAsync("checkout", "-q", "main");
        await CommitAsync("trees.json", Both);
        await GitAsync("merge", "-q", "--no-edit", "side");

        var report = await ReportAsync(_folder.FullName, "trees.json");
        Assert.Equal(1, report.GetProperty("merges").GetInt32());
        Assert.True(report.GetProperty("cases")[0].GetProperty("timeline").GetProperty("asCommitted").GetBoolean());
    }

    [Fact]
    public async Task What_text_merges_cleanly_merges_to_the_same_in_a_list_without_names()
    {
        var random = new Random(11);
        var cleanAsText = 0;
        for (var number = 0; number < 30; number++)
        {
            var before = Value.List.From(Enumerable.Range(0, 12).Select(_ => Value.Of((long)random.Next(9))));
            var (ours, theirs) = (Edited(before, random), Edited(before, random));
            var merged = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
            var result = await CaseResult.OfAsync(
                new MergeCase($"{number}", Lines(before), Lines(ours), Lines(theirs), Lines(merged.Value)), default);
            if (!result.Git.IsClean) continue;
            cleanAsText++;
            Assert.True(result.Timeline.IsClean && result.Git.IsExact, $"{before} -> {ours} | {theirs}");
        }

        Assert.InRange(cleanAsText, 10, 30);
    }

    [Theory]
    [InlineData(ExitCode.Misuse, "name a folder of cases")]
    [InlineData(ExitCode.Misuse, "--fast", "--fast")]
    [InlineData(ExitCode.Trouble, "no folder", "not-there")]
    [InlineData(ExitCode.Trouble, "no folder", "not-there", "a.json")]
    public async Task A_wrong_question_is_one_line_and_an_exit_code(
        int expected, string words, params string[] arguments)
    {
        var (exitCode, text, error) = await RunAsync(arguments);
        Assert.Equal((expected, ""), (exitCode, text));
        Assert.Contains(words, Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_cases_is_said_to_hold_none()
    {
        var (exitCode, _, error) = await RunAsync(_folder.FullName);
        Assert.Equal(ExitCode.Trouble, exitCode);
        Assert.Contains("no merge", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_interrupts_it_gets_no_report()
    {
        Case("neighbours", Taller, Pinnate, Both);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await MergesCommand.RunAsync([_folder.FullName], output, errors, new CancellationToken(true));
        Assert.Equal((ExitCode.Interrupted, ""), (exitCode, output.ToString()));
    }

    private static Value.List Edited(Value.List list, Random random)
    {
        var (at, value) = (random.Next(list.Count), Value.Of((long)random.Next(9)));
        return random.Next(3) switch
        {
            0 => list.InsertAt(at, value),
            1 => list.SetAt(at, value),
            _ => list.RemoveAt(at),
        };
    }

    private static byte[] Lines(Value value) => Json.ToUtf8(value, JsonStyle.Indented);

    private static (int Merges, int Clean, int Committed, int Silent, int Conflict) Counts(
        JsonElement report, JsonElement side) =>
        (report.GetProperty("merges").GetInt32(), side.GetProperty("clean").GetInt32(),
            side.GetProperty("asCommitted").GetInt32(), side.GetProperty("differSilently").GetInt32(),
            side.GetProperty("conflict").GetInt32());

    private void Case(string name, string ours, string theirs, string committed)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(folder, "base.json"), Before);
        File.WriteAllText(Path.Combine(folder, "ours.json"), ours);
        File.WriteAllText(Path.Combine(folder, "theirs.json"), theirs);
        File.WriteAllText(Path.Combine(folder, "committed.json"), committed);
    }

    private static async Task<JsonElement> ReportAsync(params string[] arguments)
    {
        var (exitCode, text, error) = await RunAsync([.. arguments, "--json"]);
        Assert.Equal((ExitCode.Done, ""), (exitCode, error));
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static async Task<(int ExitCode, string Text, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await MergesCommand.RunAsync(arguments, output, errors);
        return (exitCode, output.ToString(), errors.ToString());
    }

    private async Task CommitAsync(string name, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text);
        await GitAsync("add", name);
        await GitAsync("commit", "-q", "-m", $"change {name}");
    }

    private async Task GitAsync(params string[] arguments)
    {
        string[] settings = ["user.name=Tester", "user.email=t@example.org", "commit.gpgsign=false"];
        var start = new ProcessStartInfo(
            "git", ["-C", _folder.FullName, .. settings.SelectMany(setting => (string[])["-c", setting]), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var git = Process.Start(start)!;
        var (said, complaint) = (git.StandardOutput.ReadToEndAsync(), git.StandardError.ReadToEndAsync());
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {await said}{await complaint}");
    }
}
