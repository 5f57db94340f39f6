using System.Text.Json;

namespace Timeline.Tests.Integration.Cli;

public sealed class RecordTests
{
    [Fact]
    public async Task Recording_makes_a_store_beside_the_document_and_says_which_version_it_made()
    {
        using var work = new Workspace();
        var answer = await work.RecordAsync("{\"a\": 1}\n");
        Assert.StartsWith("settings.json: version 0 (", answer.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(work.Store));
    }

    [Fact]
    public async Task Recording_what_has_not_changed_says_so_and_makes_no_version()
    {
        using var work = new Workspace();
        await work.RecordAsync("{\"a\": 1}\n");
        var answer = await work.RecordAsync("{\"a\": 1}\n");
        Assert.Contains("unchanged since version 0", answer.Text, StringComparison.Ordinal);
        Assert.Single((await work.RunAsync("log", Workspace.Document)).Done().Lines);
    }

    [Fact]
    public async Task A_change_of_formatting_alone_is_a_version_and_comes_back_byte_for_byte()
    {
        using var work = new Workspace();
        string[] texts =
        [
            "{\"a\":1.10,\"b\":[]}",
            "{\r\n\t\"a\" : 1.10,\r\n\t\"b\":[ ]}\r\n",
            "\uFEFF{ \"a\":1.10, \"b\": []}  \n",
        ];
        foreach (var text in texts)
            await work.RecordAsync(text);
        for (var version = 0; version < texts.Length; version++)
        {
            var shown = (await work.RunAsync("show", $"{Workspace.Document}@{version}")).Done();
            Assert.Equal(File.ReadAllBytes(work.Write("expected", texts[version])), shown.Bytes);
        }
    }

    [Fact]
    public async Task Who_when_and_why_are_what_the_user_says()
    {
        using var work = new Workspace();
        work.Write(Workspace.Document, "[1]");
        string[] stamp = ["-m", "first try", "--actor", "Ada", "--at", "2026-01-31T12:00+02:00"];
        (await work.RunAsync(["record", Workspace.Document, .. stamp])).Done();
        var version = (await work.JsonAsync("log", Workspace.Document)).GetProperty("versions")[0];
        Assert.Equal("first try", version.GetProperty("label").GetString());
        Assert.Equal("Ada", version.GetProperty("actor").GetString());
        Assert.Equal("2026-01-31T10:00:00Z", version.GetProperty("time").GetString());
    }

    [Fact]
    public async Task A_time_that_was_moved_because_time_never_runs_backwards_is_said()
    {
        using var work = new Workspace();
        await work.GivenAsync("[0]");
        work.Write(Workspace.Document, "[1]");
        var answer = await work.RunAsync("record", Workspace.Document, "--at", "2020-01-01");
        Assert.Equal((0, 1), (answer.ExitCode, answer.Lines.Length));
        Assert.Equal(
            "timeline: note: settings.json: version 1 has the time of the version before, 2026-01-01T10:00:00Z, "
            + "as time never runs backwards\n",
            answer.Error);

        work.Write(Workspace.Document, "[2]");
        var moved = await work.RunAsync("record", Workspace.Document, "--at", "2020-01-01", "--json");
        using var json = JsonDocument.Parse(moved.Bytes);
        var recorded = json.RootElement.GetProperty("recorded")[0];
        Assert.Equal("2020-01-01T00:00:00Z", recorded.GetProperty("timeAsked").GetString());
        Assert.Equal("2026-01-01T10:00:00Z", recorded.GetProperty("version").GetProperty("time").GetString());

        work.Write(Workspace.Document, "[3]");
        var kept = await work.JsonAsync("record", Workspace.Document, "--at", "2026-02-01");
        Assert.False(kept.GetProperty("recorded")[0].TryGetProperty("timeAsked", out _));
    }

    [Fact]
    public async Task Edits_of_formatting_alone_are_called_that()
    {
        using var work = new Workspace();
        await work.GivenAsync("{\"a\": 1}", "{\"a\":1}");
        const string Formatting = "formatting only";
        Assert.Contains(Formatting, (await RunAsync("log")).Lines[0], StringComparison.Ordinal);
        Assert.Contains(Formatting, (await RunAsync("diff", "0", "1")).Text, StringComparison.Ordinal);
        Assert.Contains("no changes", (await RunAsync("diff")).Text, StringComparison.Ordinal);
        work.Write(Workspace.Document, "{ \"a\": 1 }");
        Assert.Contains(Formatting, (await RunAsync("diff")).Text, StringComparison.Ordinal);

        Assert.True(IsFormatting(await work.JsonAsync("diff", Workspace.Document)));
        Assert.False(IsFormatting(await work.JsonAsync("diff", Workspace.Document, "1", "1")));
        var log = await work.JsonAsync("log", Workspace.Document);
        Assert.Equal([true, false], log.GetProperty("versions").EnumerateArray().Select(IsFormatting));

        async Task<Answer> RunAsync(string command, params string[] rest) =>
            (await work.RunAsync([command, Workspace.Document, .. rest])).Done();
        static bool IsFormatting(JsonElement answer) => answer.GetProperty("formattingOnly").GetBoolean();
    }

    [Fact]
    public async Task A_mistyped_store_makes_no_folders_and_what_is_no_document_makes_no_store()
    {
        using var work = new Workspace();
        work.Write(Workspace.Document, "[0]");
        var store = work.In("mistyped/folder/store.db");
        (await work.RunAsync("record", Workspace.Document, "--store", store)).Refused(3, "mistyped", "make it");
        foreach (var command in (string[])["log", "show", "blame", "verify"])
            (await work.RunAsync(command, Workspace.Document, "--store", store)).Refused(1, "there is no store", store);
        work.Write("bad.json", "{");
        foreach (var command in (string[])["record", "watch"])
            (await work.RunAsync(command, "bad.json")).Refused(1, "bad.json");
        Assert.Equal(2, Directory.GetFileSystemEntries(work.Folder).Length);
        (await work.RunAsync("record", Workspace.Document, "--store", work.In(".timeline/x.db"))).Done();
        Assert.True(File.Exists(work.In(".timeline/x.db")));
    }

    [Fact]
    public async Task Several_processes_that_begin_one_store_are_all_kept()
    {
        using var work = new Workspace();
        var names = Enumerable.Range(0, 6).Select(number => $"{number}.json").ToArray();
        foreach (var name in names) work.Write(name, $"[\"{name}\"]");
        foreach (var answer in await Task.WhenAll(names.Select(name => work.RunAsync("record", name)))) answer.Done();
        Assert.Equal(names, (await work.RunAsync("list")).Done().Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Several_files_are_recorded_at_once_and_one_that_cannot_be_does_not_stop_the_others()
    {
        using var work = new Workspace();
        work.Write("a.json", "1");
        work.Write("b.json", "{");
        work.Write("c.json", "3");
        var answer = await work.RunAsync("record", "a.json", "b.json", "c.json");
        answer.Refused(1, "b.json", "line 1");
        Assert.Equal(2, answer.Lines.Length);
        Assert.Equal("3", (await work.RunAsync("show", "c.json")).Done().Text);
    }

    [Fact]
    public async Task The_nearest_store_upward_is_used_and_names_are_relative_to_it()
    {
        using var work = new Workspace();
        await work.RecordAsync("1", "top.json");
        work.Write("deep/er/x.json", "2");
        (await work.RunAsync("record", "deep/er/x.json")).Done();
        Assert.False(Directory.Exists(work.In("deep/er/.timeline")));
        Assert.Equal(
            "deep/er/x.json", (await work.JsonAsync("log", "deep/er/x.json")).GetProperty("document").GetString());
        var inside = await Command.RunAsync(work.In("deep/er"), "show", "x.json");
        Assert.Equal("2", inside.Done().Text);
    }

    [Fact]
    public async Task A_store_can_be_named_and_holds_documents_from_anywhere()
    {
        using var work = new Workspace();
        using var elsewhere = new Workspace();
        elsewhere.Write("far.json", "[true]");
        var store = work.In("all.db");
        (await work.RunAsync("record", elsewhere.In("far.json"), "--store", store)).Done();
        Assert.True(File.Exists(store));
        Assert.False(Directory.Exists(elsewhere.In(".timeline")));
        Assert.Equal("[true]", (await elsewhere.RunAsync("show", "far.json", "--store", store)).Done().Text);
    }

    [Fact]
    public async Task A_file_whose_own_name_holds_an_at_sign_wins_over_a_version()
    {
        using var work = new Workspace();
        await work.RecordAsync("1", "a.json");
        await work.RecordAsync("2", "a.json@0");
        Assert.Equal("2", (await work.RunAsync("show", "a.json@0")).Done().Text);
        Assert.Equal("2", (await work.RunAsync("show", "a.json@0@head")).Done().Text);
        Assert.Equal("1", (await work.RunAsync("show", "a.json@head")).Done().Text);
    }

    [Fact]
    public async Task Two_processes_recording_at_once_are_both_kept()
    {
        using var work = new Workspace();
        await work.RecordAsync("{}");
        var runs = Enumerable.Range(0, 8).Select(async number =>
        {
            var text = $"{{\"by\": {number}}}\n";

            // The same document seen from eight folders: each writes its own copy and records it under one name.
            using var link = new Workspace();
            Directory.CreateSymbolicLink(link.In(".timeline"), work.In(".timeline"));
            link.Write(Workspace.Document, text);
            (await link.RunAsync("record", Workspace.Document)).Done();
            return text;
        });
        var texts = await Task.WhenAll(runs);
        (await work.RunAsync("verify")).Done();
        var kept = new List<string>();
        for (var version = 1; version <= texts.Length; version++)
            kept.Add((await work.RunAsync("show", $"{Workspace.Document}@{version}")).Done().Text);
        Assert.Equal(texts.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Quiet_prints_nothing_where_all_is_well()
    {
        using var work = new Workspace();
        work.Write(Workspace.Document, "[]");
        Assert.Empty((await work.RunAsync("record", Workspace.Document, "-q")).Done().Text);
    }

    [Fact]
    public async Task The_answer_in_JSON_tells_each_file_apart()
    {
        using var work = new Workspace();
        await work.RecordAsync("1", "a.json");
        work.Write("b.json", "2");
        var recorded = (await work.JsonAsync("record", "a.json", "b.json")).GetProperty("recorded");
        Assert.False(recorded[0].GetProperty("new").GetBoolean());
        Assert.True(recorded[1].GetProperty("new").GetBoolean());
        Assert.Equal("b.json", recorded[1].GetProperty("document").GetString());
    }
}
