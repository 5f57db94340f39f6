using System.Text.Json;

namespace Timeline.Tests.Integration.Cli;

public sealed class MisuseTests
{
    public static TheoryData<string[], string> Misuses => new()
    {
        { ["recrod", "x"], "did you mean 'record'" },
        { ["frobnicate"], "frobnicate" },
        { ["record"], "FILE" },
        { ["record", "x.json", "--at", "yesterday"], "yesterday" },
        { ["record", "x.json", "--colour"], "--colour" },
        { ["rollback", "x.json"], "rollback --help" },
        { ["log", "x.json", "--limit", "0"], "'0'" },
        { ["log", "x.json", "--limit", "many"], "many" },
        { ["prune", "x.json"], "--keep" },
        { ["prune", "x.json", "--keep", "1", "--older-than", "1d"], "--keep" },
        { ["prune", "x.json", "--thin", "--keep", "1"], "--thin" },
        { ["prune", "x.json", "--thin", "--older-than", "1d"], "--thin" },
        { ["prune", "x.json", "--older-than", "soon"], "soon" },
        { ["prune", "x.json", "--older-than", "0d"], "0d" },
        { ["branch", "x.json", "--at", "3"], "NAME" },
        { ["merge", "x.json", "b", "--policy", "coin"], "--policy is one of fail, ours, theirs, last-writer, and not 'coin'" },
        { ["diff", "x.json", "1", "2", "3"], "'3' is more than 'diff' takes" },
        { ["list", "x.json"], "'x.json' is more than 'list' takes" },
        { ["--quiet"], "name a command" },
        { ["--store"], "--store needs FILE" },
        { ["log", "x.json", "--lmit", "3"], "did you mean '--limit'" },
        { ["log", "x.json", "--lmit=3"], "did you mean '--limit'" },
        { ["record", "x.json", "--jsn"], "did you mean '--json'" },
        { ["show", "--pth", "a"], "did you mean '--path'" },
        { ["help", "recrod"], "did you mean 'record'" },
        { ["record", ""], "FILE is an empty text" },
        { ["record", "x.json", ""], "FILE is an empty text" },
        { ["verify", ""], "FILE is an empty text" },
        { ["export", "x.json", ""], "ARCHIVE is an empty text" },
        { ["import", "x.jsonl", "--as", ""], "--as is an empty text" },
        { ["list", "--store", ""], "--store is an empty text" },
        { ["branch", "x.json", "--rename", "a"], "--rename needs OLD and NEW" },
        { ["branch", "x.json", "-d"], "--delete needs NAME" },
        { ["branch", "x.json", "--at"], "--at" },
        { ["log", "--all"], "FILE" },
        { ["log", "x.json", "--all", "--path"], "--path" },
        { ["import", "x.jsonl", "--as"], "--as needs FILE" },
        { ["export", "--json"], "FILE" },
        { ["prune", "x.json", "--keep"], "--keep needs N" },
        { ["verify", "--repair-from"], "--repair-from needs FILE" },
        { ["branch", "x.json", "a", "--delete", "b"], "one thing at a time" },
        { ["log", "x.json@3", "--all"], "@V" },
        { ["export", "x.json", "-", "--json"], "name a file for it, or leave out --json" },
        { ["help", "recrd", "--json"], "record" },
        { ["import", "x.json", "--git", ".", "--as", "y.json"], "--as" },
    };

    [Theory]
    [MemberData(nameof(Misuses))]
    public async Task A_command_written_wrongly_is_one_line_that_says_where_help_is(
        string[] arguments, string said)
    {
        using var work = new Workspace();
        var answer = (await work.RunAsync(arguments)).Refused(2, said, "--help");
        Assert.Empty(answer.Text);
        Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
    }

    [Fact]
    public async Task Help_names_every_command_and_each_command_has_its_own_page()
    {
        using var work = new Workspace();
        var help = (await work.RunAsync("--help")).Done().Text;
        string[] commands =
        [
            "record", "watch", "import", "log", "show", "diff", "blame", "verify",
            "rollback", "branch", "switch", "merge", "prune", "export", "list", "changes",
        ];
        Assert.All(commands, command => Assert.Contains($"\n  {command} ", help, StringComparison.Ordinal));
        var pages = await Task.WhenAll(commands.Select(command => work.RunAsync(command, "--help")));
        foreach (var (page, command) in pages.Zip(commands))
            Assert.Contains($"timeline {command}", page.Done().Text, StringComparison.Ordinal);
        Assert.Equal(help, (await work.RunAsync("help")).Done().Text);
        Assert.Equal(pages[0].Text, (await work.RunAsync("help", commands[0])).Done().Text);
        var nothing = await work.RunAsync();
        Assert.Equal((2, help), (nothing.ExitCode, nothing.Text));
        Assert.Matches(@"^\d+\.\d+\.\d+", (await work.RunAsync("--version")).Done().Text);
    }

    [Fact]
    public async Task Help_for_programs_names_commands_arguments_and_options()
    {
        using var work = new Workspace();
        using var all = JsonDocument.Parse((await work.RunAsync("help", "--json")).Done().Bytes);
        Assert.Equal(JsonValueKind.Null, all.RootElement.GetProperty("command").ValueKind);
        Assert.Contains("record", Names(all, "commands"));
        Assert.Contains("--json", Names(all, "options"));
        using var one = JsonDocument.Parse((await work.RunAsync("help", "diff", "--json")).Done().Bytes);
        Assert.Equal("diff", one.RootElement.GetProperty("command").GetString());
        Assert.Contains("FILE", Names(one, "arguments"));
        Assert.Superset(new HashSet<string> { "--patch", "--store" }, Names(one, "options").ToHashSet());

        static IEnumerable<string> Names(JsonDocument help, string list) =>
            help.RootElement.GetProperty(list).EnumerateArray().Select(it => it.GetProperty("name").GetString()!);
    }

    [Fact]
    public async Task Completion_suggests_commands_and_the_branches_and_versions_of_the_document()
    {
        using var work = new Workspace();
        await work.GivenAsync("1", "2");
        (await work.RunAsync("branch", Workspace.Document, "trial")).Done();
        Assert.Contains("rollback", (await SuggestAsync("timeline ro")).Lines);
        Assert.Equal(["main", "trial"], (await SuggestAsync("timeline switch settings.json ")).Lines.Where(IsName));
        Assert.Contains("1", (await SuggestAsync("timeline rollback settings.json ")).Lines);
        Assert.DoesNotContain("trial", (await SuggestAsync("timeline switch unknown.json ")).Lines);
        Assert.Contains("trial", (await SuggestAsync("timeline branch settings.json --delete ")).Lines);
        Assert.Contains("blame", (await SuggestAsync("timeline help ")).Lines);
        Assert.Contains("rolled-back", (await SuggestAsync("timeline changes log.jsonl --action ")).Lines);

        async Task<Answer> SuggestAsync(string line) => (await work.RunAsync($"[suggest:{line.Length}]", line)).Done();
        static bool IsName(string line) => line[0] != '-';
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_error()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Needs a shell's pipe.");
        using var work = new Workspace();
        await work.GivenAsync($"[{string.Join(",\n", Enumerable.Range(0, 100_000))}]");
        var start = Command.Script(
            work.Folder, "{ \"$@\"; echo \"exit $?\" >&2; } | head -n 1", "blame", Workspace.Document);
        var answer = await Command.RunAsync(start);
        Assert.Single(answer.Lines);
        Assert.Equal("exit 0\n", answer.Error);
    }
}
