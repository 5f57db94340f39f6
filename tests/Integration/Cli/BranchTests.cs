namespace Timeline.Tests.Integration.Cli;

/// <summary>Branches that end or get another name; no version is lost by either.</summary>
public sealed class BranchTests : IAsyncLifetime
{
    private readonly Workspace _work = new();

    public async ValueTask InitializeAsync()
    {
        await _work.GivenAsync("[0]");
        (await _work.RunAsync("branch", Workspace.Document, "side")).Done();
        (await _work.RunAsync("switch", Workspace.Document, "side")).Done();
        await _work.GivenAsync("[1]");
    }

    public ValueTask DisposeAsync()
    {
        _work.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_deleted_branch_leaves_its_versions_and_says_how_to_have_it_back()
    {
        (await _work.RunAsync("branch", Workspace.Document, "--delete", "side")).Refused(1, "current", "switch");
        (await _work.RunAsync("switch", Workspace.Document, "main")).Done();
        var answer = (await _work.RunAsync("branch", Workspace.Document, "--delete", "side")).Done().Text;
        Assert.Contains("which stood at version 1", answer, StringComparison.Ordinal);
        Assert.Single((await _work.RunAsync("branch", Workspace.Document)).Done().Lines);
        Assert.Equal("[1]", (await _work.RunAsync("show", $"{Workspace.Document}@1")).Done().Text);
        Assert.Single((await _work.RunAsync("log", Workspace.Document)).Done().Lines);
        Assert.Equal(2, (await _work.RunAsync("log", Workspace.Document, "--all")).Done().Lines.Length);

        var back = answer[(answer.IndexOf("timeline ", StringComparison.Ordinal) + 9)..].Trim().Split(' ');
        (await _work.RunAsync(back)).Done();
        await _work.IsKeptAsync("[1]", "side");
        (await _work.RunAsync("branch", Workspace.Document, "--delete", "none")).Refused(1, "none");
    }

    [Fact]
    public async Task A_merge_given_once_more_writes_the_file_that_one_cut_short_had_left_as_it_was()
    {
        (await _work.RunAsync("switch", Workspace.Document, "main")).Done();
        (await _work.RunAsync("merge", Workspace.Document, "side")).Done();
        _work.Write(Workspace.Document, "[0]");
        var answer = (await _work.RunAsync("merge", Workspace.Document, "side")).Done().Text;
        Assert.Contains("up to date", answer, StringComparison.Ordinal);
        Assert.Equal("[1]", _work.Read(Workspace.Document));
    }

    [Fact]
    public async Task A_renamed_branch_stays_what_it_was_even_the_current_one()
    {
        (await _work.RunAsync("branch", Workspace.Document, "--rename", "side", "trial")).Done();
        var branches = await _work.JsonAsync("branch", Workspace.Document, "--rename", "main", "stable");
        Assert.Equal("trial", branches.GetProperty("current").GetString());
        Assert.Equal(
            ["stable", "trial"],
            branches.GetProperty("branches").EnumerateArray().Select(it => it.GetProperty("name").GetString()));
        await _work.IsKeptAsync("[1]", "trial");
        await _work.IsKeptAsync("[0]", "stable");
        (await _work.RunAsync("branch", Workspace.Document, "--rename", "trial", "stable")).Refused(1, "stable");
        (await _work.RunAsync("branch", Workspace.Document, "--rename", "side", "x")).Refused(1, "side");
    }

    [Fact]
    public async Task A_merge_names_both_parents_and_all_versions_can_be_listed()
    {
        (await _work.RunAsync("switch", Workspace.Document, "main")).Done();
        await _work.GivenAsync("[0, 2]");
        (await _work.RunAsync("merge", Workspace.Document, "side", "--policy", "theirs")).Done();
        var newest = (await _work.RunAsync("log", Workspace.Document)).Done().Lines[0];
        Assert.Matches("^3 .*, merges 1 into 2  ", newest);
        var all = await _work.JsonAsync("log", Workspace.Document, "--all");
        var versions = all.GetProperty("versions").EnumerateArray().ToArray();
        Assert.Equal([3, 2, 1, 0], versions.Select(version => version.GetProperty("number").GetInt32()));
        Assert.Equal([2, 1], versions[0].GetProperty("parents").EnumerateArray().Select(it => it.GetInt32()));
        Assert.Equal(3, (await _work.RunAsync("log", Workspace.Document)).Done().Lines.Length);
        (await _work.RunAsync("log", Workspace.Document, "--all", "--path", ".")).Refused(2, "--all");
    }
}
