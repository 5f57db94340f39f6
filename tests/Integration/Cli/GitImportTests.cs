using System.Diagnostics;

namespace Timeline.Tests.Integration.Cli;

public sealed class GitImportTests
{
    private static readonly string[] Settings =
        ["user.name=Tester", "user.email=t@example.org", "commit.gpgsign=false"];

    [Fact]
    public async Task A_file_that_never_was_JSON_is_the_answer_no()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        await CommitAsync(repository, "notes.txt", "some words", "zero", "Ada", "2026-02-01T00:00:00Z");
        using var work = new Workspace();
        (await work.RunAsync("import", "notes.txt", "--git", repository.Folder)).Refused(1, "is JSON");
    }

    [Fact]
    public async Task Every_revision_of_a_file_is_recorded_with_who_when_and_why()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        string[] texts = ["{\"a\": 1}\n", "{\"a\":2}", "{\n\t\"a\": 2\n}\n"];
        for (var i = 0; i < texts.Length; i++)
        {
            await CommitAsync(
                repository, "conf/app.json", texts[i], $"change {i}", $"Ada {i}", $"2026-02-0{i + 1}T08:00:00+0100");
        }

        await CommitAsync(repository, "other.json", "[]", "elsewhere", "Bob", "2026-02-09T00:00:00Z");

        using var work = new Workspace();
        var answer = (await work.RunAsync("import", "conf/app.json", "--git", repository.Folder)).Done();
        Assert.Contains("imported 3 of 3 revisions", answer.Text, StringComparison.Ordinal);
        for (var i = 0; i < texts.Length; i++)
            await work.IsKeptAsync(texts[i], $"{i}", "conf/app.json");
        var version = (await work.JsonAsync("log", "conf/app.json")).GetProperty("versions")[1];
        Assert.Equal("Ada 1", version.GetProperty("actor").GetString());
        Assert.Equal("change 1", version.GetProperty("label").GetString());
        Assert.Equal("2026-02-02T07:00:00Z", version.GetProperty("time").GetString());
    }

    [Fact]
    public async Task Importing_again_takes_in_only_what_is_new()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        await CommitAsync(repository, "a.json", "1", "one", "Ada", "2026-02-01T00:00:00Z");
        using var work = new Workspace();
        (await work.RunAsync("import", "a.json", "--git", repository.Folder)).Done();
        await CommitAsync(repository, "a.json", "2", "two", "Ada", "2026-02-02T00:00:00Z");
        var again = await work.JsonAsync("import", "a.json", "--git", repository.Folder);
        Assert.Equal((1, 1), (again.GetProperty("recorded").GetInt32(), again.GetProperty("known").GetInt32()));
        await work.IsKeptAsync("2", name: "a.json");
    }

    [Fact]
    public async Task Deletions_and_what_is_not_JSON_are_passed_over_and_counted()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        await CommitAsync(repository, "a.json", "1", "one", "Ada", "2026-02-01T00:00:00Z");
        await CommitAsync(repository, "a.json", "<<<<<<<", "oops", "Ada", "2026-02-02T00:00:00Z");
        await GitAsync(repository, null, "rm", "-q", "a.json");
        await GitAsync(repository, "2026-02-03T00:00:00Z", "commit", "-q", "-m", "away");
        await CommitAsync(repository, "a.json", "4", "four", "Ada", "2026-02-04T00:00:00Z");
        using var work = new Workspace();
        var answer = (await work.RunAsync("import", "a.json", "--git", repository.Folder)).Done();
        Assert.Contains(
            "imported 2 of 4 revisions (1 were not JSON, 1 deleted the file)", answer.Text, StringComparison.Ordinal);
        await work.IsKeptAsync("4", name: "a.json");
    }

    [Fact]
    public async Task The_path_in_the_repository_may_be_another_one()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        await CommitAsync(repository, "src/old.json", "[0]", "zero", "Ada", "2026-02-01T00:00:00Z");
        using var work = new Workspace();
        string[] import = ["import", "mine.json", "--git", repository.Folder];
        (await work.RunAsync(import)).Refused(1, "mine.json", "--path-in-repo");
        (await work.RunAsync([.. import, "--path-in-repo", "src"])).Refused(2, "folder");
        (await work.RunAsync([.. import, "--path-in-repo", "src/old.json"])).Done();
        await work.IsKeptAsync("[0]", name: "mine.json");
        (await repository.RunAsync("import", "src/old.json", "--git", ".")).Done();
        Assert.Equal("[0]", (await repository.RunAsync("show", "src/old.json")).Done().Text);
    }

    [Fact]
    public async Task A_folder_whose_name_has_a_space_is_not_taken_for_a_file()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        await CommitAsync(repository, "a b/é.json", "[0]", "zero", "Ada", "2026-02-01T00:00:00Z");
        await CommitAsync(repository, "a b/other.json", "[1]", "one", "Ada", "2026-02-02T00:00:00Z");
        using var work = new Workspace();
        (await work.RunAsync("import", "a.json", "--git", repository.Folder, "--path-in-repo", "a b")).Refused(2, "folder");
        (await work.RunAsync("import", "a.json", "--git", repository.In("a b"), "--path-in-repo", "./é.json")).Done();
        await work.IsKeptAsync("[0]", name: "a.json");
    }

    [Fact]
    public async Task A_commit_with_an_impossible_time_and_control_characters_is_imported()
    {
        using var repository = new Workspace();
        await InitAsync(repository);
        await CommitAsync(repository, "a.json", "[0]", "zero\r\u0001one", "Ada\r:1", "@999999999999 +0000");
        using var work = new Workspace();
        (await work.RunAsync("import", "a.json", "--git", repository.Folder)).Done();
        await work.IsKeptAsync("[0]", name: "a.json");
        var version = (await work.JsonAsync("log", "a.json")).GetProperty("versions")[0];
        Assert.StartsWith("9999-12-31T23:59:59", version.GetProperty("time").GetString(), StringComparison.Ordinal);
        Assert.Equal("zero\r\u0001one", version.GetProperty("label").GetString());
    }

    [Fact]
    public async Task A_folder_that_is_no_repository_is_one_line_from_git()
    {
        using var work = new Workspace();
        (await work.RunAsync("import", "a.json", "--git", work.Folder)).Refused(3, "not a git repository");
        (await work.RunAsync("import", "a.json", "--git", work.In("missing"))).Refused(3, "missing");
        (await work.RunAsync("import", "a.json", "--first-parent")).Refused(2, "--git");
        Assert.False(Directory.Exists(work.In(".timeline")));
    }

    private static Task InitAsync(Workspace repository) => GitAsync(repository, null, "init", "-q", "-b", "main");

    private static async Task CommitAsync(
        Workspace repository, string name, string text, string subject, string author, string date)
    {
        repository.Write(name, text);
        await GitAsync(repository, null, "add", name);
        await GitAsync(repository, date, "commit", "-q", "-m", subject, $"--author={author} <a@example.org>");
    }

    private static async Task GitAsync(Workspace repository, string? date, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "git",
            ["-C", repository.Folder, .. Settings.SelectMany(setting => (string[])["-c", setting]), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (date is not null) start.Environment["GIT_AUTHOR_DATE"] = date;
        var answer = await Command.RunAsync(start);
        Assert.True(answer.ExitCode == 0, answer.Error);
    }
}
