namespace Timeline.Tests.Integration.Cli;

public sealed class ChangeTests
{
    private const string One = "{\n  \"a\": 1\n}\n";
    private const string Two = "{\n  \"a\": 2\n}\n";
    private const string Edited = "{\n  \"a\": 99\n}\n";

    [Fact]
    public async Task Rolling_back_appends_a_version_and_writes_the_old_bytes_to_the_file()
    {
        using var work = await TwoVersionsAsync();
        var answer = (await work.RunAsync("rollback", Workspace.Document, "0")).Done();
        Assert.Contains("version 2 (", answer.Text, StringComparison.Ordinal);
        Assert.Equal(One, work.Read(Workspace.Document));
        var newest = (await work.JsonAsync("log", Workspace.Document)).GetProperty("versions")[0];
        Assert.Equal("rollback to 0", newest.GetProperty("label").GetString());
        await work.IsKeptAsync(Two, "1");
        await work.IsKeptAsync(One);
        Assert.Empty(Directory.GetFiles(work.Folder, "*.tmp"));
    }

    [Fact]
    public async Task Rolling_back_and_switching_answer_in_JSON_too()
    {
        using var work = await TwoVersionsAsync();
        var rolled = await work.JsonAsync("rollback", Workspace.Document, "0");
        Assert.True(rolled.GetProperty("new").GetBoolean());
        Assert.Equal(2, rolled.GetProperty("version").GetProperty("number").GetInt32());
        Assert.Equal(0, rolled.GetProperty("like").GetProperty("number").GetInt32());
        (await work.RunAsync("branch", Workspace.Document, "side", "--at", "1")).Done();
        var switched = await work.JsonAsync("switch", Workspace.Document, "side");
        Assert.Equal("side", switched.GetProperty("current").GetString());
        Assert.Equal(1, switched.GetProperty("head").GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Rolling_back_to_what_is_there_already_makes_no_version()
    {
        using var work = await TwoVersionsAsync();
        (await work.RunAsync("rollback", Workspace.Document, "head")).Done();
        Assert.Equal(2, (await work.RunAsync("log", Workspace.Document)).Lines.Length);
    }

    [Theory]
    [InlineData("rollback", "0")]
    [InlineData("switch", "old")]
    [InlineData("merge", "old")]
    public async Task Edits_that_are_not_recorded_are_not_overwritten_without_force(string command, string to)
    {
        using var work = await TwoVersionsAsync();
        (await work.RunAsync("branch", Workspace.Document, "old", "--at", "0")).Done();
        (await work.RunAsync("switch", Workspace.Document, "old")).Done();
        await work.GivenAsync("{\n  \"a\": 1,\n  \"b\": 1\n}\n");
        (await work.RunAsync("switch", Workspace.Document, "main")).Done();

        work.Write(Workspace.Document, Edited);
        (await work.RunAsync(command, Workspace.Document, to)).Refused(1, "not recorded", "--force");
        Assert.Equal(Edited, work.Read(Workspace.Document));
        Assert.Equal("main", (await work.JsonAsync("branch", Workspace.Document)).GetProperty("current").GetString());
        await work.IsKeptAsync(Two);

        (await work.RunAsync(command, Workspace.Document, to, "--force")).Done();
        Assert.NotEqual(Edited, work.Read(Workspace.Document));
    }

    [Fact]
    public async Task A_file_keeps_its_permissions_and_a_link_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has neither.");
            return;
        }

        using var work = await TwoVersionsAsync();
        File.Move(work.In(Workspace.Document), work.In("real.json"));
        File.CreateSymbolicLink(work.In(Workspace.Document), "real.json");
        File.SetUnixFileMode(
            work.In("real.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await work.RunAsync("rollback", Workspace.Document, "0")).Done();
        Assert.Equal("real.json", new FileInfo(work.In(Workspace.Document)).LinkTarget);
        Assert.Equal(One, work.Read("real.json"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            File.GetUnixFileMode(work.In("real.json")));
    }

    [Fact]
    public async Task Branches_are_made_listed_and_switched_between_each_with_its_own_bytes()
    {
        using var work = await TwoVersionsAsync();
        (await work.RunAsync("branch", Workspace.Document, "old", "--at", "head~1")).Done();
        Assert.Equal(2, (await work.RunAsync("branch", Workspace.Document)).Done().Lines.Length);
        (await work.RunAsync("branch", Workspace.Document, "old")).Refused(1, "old");
        (await work.RunAsync("branch", Workspace.Document, "no..good")).Refused(2, "no..good");

        (await work.RunAsync("switch", Workspace.Document, "old")).Done();
        Assert.Equal(One, work.Read(Workspace.Document));
        await work.GivenAsync(Edited);
        (await work.RunAsync("switch", Workspace.Document, "main")).Done();
        Assert.Equal(Two, work.Read(Workspace.Document));
        Assert.StartsWith(
            "* main", (await work.RunAsync("branch", Workspace.Document)).Lines[0], StringComparison.Ordinal);
        await work.IsKeptAsync(Edited, "old");
        (await work.RunAsync("switch", Workspace.Document, "neither")).Refused(1, "neither", "timeline branch");
    }

    [Fact]
    public async Task Merging_changes_in_different_places_joins_them_and_writes_the_file()
    {
        using var work = new Workspace();
        await ForkAsync(work, "{\"a\": 1, \"b\": 1}", "{\"a\": 2, \"b\": 1}", "{\"a\": 1, \"b\": 3}");
        var merged = await work.JsonAsync("merge", Workspace.Document, "side");
        Assert.Equal("merged", merged.GetProperty("outcome").GetString());
        Assert.Equal(2, merged.GetProperty("head").GetProperty("parents").GetArrayLength());
        Assert.Equal("{\"a\": 2, \"b\": 3}", work.Read(Workspace.Document));
        await work.IsKeptAsync("{\"a\": 2, \"b\": 3}");
        Assert.Contains(
            "up to date",
            (await work.RunAsync("merge", Workspace.Document, "side")).Done().Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_with_nothing_of_its_own_moves_forward()
    {
        using var work = await TwoVersionsAsync();
        (await work.RunAsync("branch", Workspace.Document, "old", "--at", "0")).Done();
        (await work.RunAsync("switch", Workspace.Document, "old")).Done();
        var merged = await work.JsonAsync("merge", Workspace.Document, "main");
        Assert.Equal("fast-forwarded", merged.GetProperty("outcome").GetString());
        Assert.Equal(Two, work.Read(Workspace.Document));
    }

    [Fact]
    public async Task A_conflict_is_listed_with_base_ours_and_theirs_and_changes_nothing()
    {
        using var work = new Workspace();
        await ForkAsync(work, "{\"a\": 1}", "{\"a\": 2}", "{\"a\": 3}");
        var answer = await work.RunAsync("merge", Workspace.Document, "side");
        answer.Refused(1, "--policy");
        Assert.Matches("a\\s+base +1\\s+ours +2\\s+theirs +3", answer.Text);
        Assert.Equal("{\"a\": 2}", work.Read(Workspace.Document));
        await work.IsKeptAsync("{\"a\": 2}");
        Assert.Equal(
            3,
            (await work.JsonAsync("log", $"{Workspace.Document}@side")).GetProperty("versions").GetArrayLength() + 1);

        var json = await work.RunAsync("merge", Workspace.Document, "side", "--json");
        json.Refused(1);
        using var document = System.Text.Json.JsonDocument.Parse(json.Bytes);
        var conflict = document.RootElement.GetProperty("conflicts")[0];
        Assert.Equal("/a", conflict.GetProperty("path").GetString());
        Assert.Equal(
            [1, 2, 3], ((string[])["base", "ours", "theirs"]).Select(side => conflict.GetProperty(side).GetInt32()));
    }

    [Theory]
    [InlineData("ours", "{\"a\": 2}")]
    [InlineData("theirs", "{\"a\": 3}")]
    public async Task A_policy_decides_conflicts(string policy, string text)
    {
        using var work = new Workspace();
        await ForkAsync(work, "{\"a\": 1}", "{\"a\": 2}", "{\"a\": 3}");
        (await work.RunAsync("merge", Workspace.Document, "side", "--policy", policy)).Done();
        Assert.Equal(text, work.Read(Workspace.Document));
        await work.IsKeptAsync(text);
    }

    [Fact]
    public async Task The_last_writer_wins_place_by_place_and_not_by_the_heads()
    {
        using var work = new Workspace();
        await work.GivenAsync("{\"a\": 1, \"b\": 1, \"c\": 1}");
        (await work.RunAsync("branch", Workspace.Document, "side")).Done();
        await work.GivenAsync("{\"a\": 2, \"b\": 1, \"c\": 1}");
        (await work.RunAsync("switch", Workspace.Document, "side")).Done();
        await work.GivenAsync("{\"a\": 3, \"b\": 3, \"c\": 1}");
        (await work.RunAsync("switch", Workspace.Document, "main")).Done();
        await work.GivenAsync("{\"a\": 2, \"b\": 2, \"c\": 1}", "{\"a\": 2, \"b\": 2, \"c\": 2}");
        (await work.RunAsync("merge", Workspace.Document, "side")).Refused(1, "2 conflicts", "ours, theirs or last-writer");
        (await work.RunAsync("merge", Workspace.Document, "none", "--policy", "last-writer")).Refused(1, "none");
        (await work.RunAsync("merge", Workspace.Document, "side", "--policy", "last-writer")).Done();
        await work.IsKeptAsync("{\"a\": 3, \"b\": 2, \"c\": 2}");
        Assert.Equal("{\"a\": 3, \"b\": 2, \"c\": 2}", work.Read(Workspace.Document));
    }

    [Fact]
    public async Task Pruning_gives_up_old_content_and_the_rest_still_verifies()
    {
        using var work = new Workspace();
        await work.GivenAsync([.. Enumerable.Range(0, 6).Select(i => $"[{i}]")]);
        Assert.Contains(
            "4 of 6",
            (await work.RunAsync("prune", Workspace.Document, "--keep", "2")).Done().Text,
            StringComparison.Ordinal);
        Assert.Contains("4 of them pruned", (await work.RunAsync("verify")).Done().Text, StringComparison.Ordinal);
        (await work.RunAsync("show", $"{Workspace.Document}@1")).Refused(1, "version 1", "pruned");
        await work.IsKeptAsync("[5]");
        await work.IsKeptAsync("[4]", "4");
        Assert.Equal(6, (await work.RunAsync("log", Workspace.Document)).Done().Lines.Length);
    }

    [Theory]
    [InlineData("3000w", 0)]
    [InlineData("1s", 2)]
    [InlineData("PT1S", 2)]
    public async Task Pruning_by_age_keeps_what_is_younger_and_always_the_head(string age, int dropped)
    {
        using var work = new Workspace();
        await work.GivenAsync("[0]", "[1]", "[2]");
        var pruned = await work.JsonAsync("prune", Workspace.Document, "--older-than", age);
        Assert.Equal(dropped, pruned.GetProperty("dropped").GetArrayLength());
        await work.IsKeptAsync("[2]");
    }

    [Fact]
    public async Task Thinning_keeps_the_newest_version_of_each_old_day_and_doing_it_again_changes_nothing()
    {
        using var work = new Workspace();
        string[] times = ["2026-01-05T09:00", "2026-01-05T23:59", "2026-01-06T00:00", "2026-01-06T12:00"];
        foreach (var (number, time) in times.Index())
        {
            work.Write(Workspace.Document, $"[{number}]");
            (await work.RunAsync("record", Workspace.Document, "--at", time)).Done();
        }

        _ = await work.RecordAsync("[4]");
        _ = await work.RecordAsync("[5]");
        var thinned = await work.JsonAsync("prune", Workspace.Document, "--thin");
        Assert.Equal([0, 2], thinned.GetProperty("dropped").EnumerateArray().Select(number => number.GetInt32()));
        await work.IsKeptAsync("[1]", "1");
        var again = await work.JsonAsync("prune", Workspace.Document, "--thin");
        Assert.Equal(0, again.GetProperty("dropped").GetArrayLength());
    }

    private static async Task<Workspace> TwoVersionsAsync()
    {
        var work = new Workspace();
        await work.GivenAsync(One, Two);
        return work;
    }

    private static async Task ForkAsync(Workspace work, string @base, string ours, string theirs)
    {
        await work.GivenAsync(@base);
        (await work.RunAsync("branch", Workspace.Document, "side")).Done();
        await work.GivenAsync(ours);
        (await work.RunAsync("switch", Workspace.Document, "side")).Done();
        await work.GivenAsync(theirs);
        (await work.RunAsync("switch", Workspace.Document, "main")).Done();
    }
}
