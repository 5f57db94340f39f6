namespace Timeline.Tests.Integration.Cli;

public sealed class TransferTests
{
    [Fact]
    public async Task An_export_puts_no_file_among_the_devices()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no such folder.");
        using var work = new Workspace();
        await work.GivenAsync("[1]");

        // Of a name that no device has: were it not refused, nothing would be lost.
        var device = $"/dev/timeline-{Guid.NewGuid():N}";
        (await work.RunAsync("export", Workspace.Document, device)).Refused(3, $"'{device}'", "devices", "name a file");
        Assert.False(File.Exists(device));
    }

    [Fact]
    public async Task An_export_replaces_an_earlier_archive_and_no_other_file()
    {
        using var work = new Workspace();
        await work.GivenAsync("[1]");
        _ = work.Write("other.json", "[2]");
        foreach (var name in (string[])[Workspace.Document, "other.json"])
        {
            var before = work.Read(name);
            (await work.RunAsync("export", Workspace.Document, name)).Refused(3, $"'{name}'", "is no archive", "name another file");
            Assert.Equal(before, work.Read(name));
        }

        (await work.RunAsync("export", Workspace.Document, "out.jsonl")).Done();
        var first = work.Read("out.jsonl");
        await work.GivenAsync("[1, 2]");
        _ = work.Write("empty.jsonl", "");
        foreach (var name in (string[])["out.jsonl", "empty.jsonl"])
        {
            (await work.RunAsync("export", Workspace.Document, name)).Done();
            Assert.NotEqual(first, work.Read(name));
        }
    }

    [Fact]
    public async Task A_document_that_is_imported_as_if_it_were_an_archive_is_refused_with_what_was_meant()
    {
        using var work = new Workspace();
        _ = work.Write(Workspace.Document, "{\n}");
        (await work.RunAsync("import", Workspace.Document)).Refused(1, "line 1", "export wrote", "--git");
    }

    [Fact]
    public async Task What_is_exported_comes_back_in_another_store_id_for_id_and_byte_for_byte()
    {
        using var work = new Workspace();
        await work.GivenAsync(("{\"a\": 1}\n", "one"), ("{\"a\":  2}\n", "two"));
        (await work.RunAsync("branch", Workspace.Document, "old", "--at", "0")).Done();
        Assert.Contains(
            "2 versions",
            (await work.RunAsync("export", Workspace.Document, "out.jsonl")).Done().Text,
            StringComparison.Ordinal);

        using var other = new Workspace();
        File.Copy(work.In("out.jsonl"), other.In("in.jsonl"));
        Assert.Contains(
            "imported 2 versions", (await other.RunAsync("import", "in.jsonl")).Done().Text, StringComparison.Ordinal);
        Assert.Equal(
            (await work.RunAsync("log", Workspace.Document, "--json")).Text,
            (await other.RunAsync("log", Workspace.Document, "--json")).Text);
        await other.IsKeptAsync("{\"a\":  2}\n");
        await other.IsKeptAsync("{\"a\": 1}\n", "old");
        Assert.Contains(
            "2 were here already", (await other.RunAsync("import", "in.jsonl")).Done().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pruned_history_moves_to_another_store_as_it_is()
    {
        using var work = new Workspace();
        for (var i = 0; i < 6; i++) await work.RecordAsync($"{{\"a\":  {i}}}");
        (await work.RunAsync("prune", Workspace.Document, "--keep", "2")).Done();
        (await work.RunAsync("export", Workspace.Document, "out.jsonl")).Done();

        using var other = new Workspace();
        Assert.Contains("imported 6 versions", (await other.RunAsync("import", work.In("out.jsonl"))).Done().Text, StringComparison.Ordinal);
        Assert.Equal(
            (await work.RunAsync("log", Workspace.Document, "--json")).Text,
            (await other.RunAsync("log", Workspace.Document, "--json")).Text);
        await other.IsKeptAsync("{\"a\":  5}");
        await other.IsKeptAsync("{\"a\":  4}", "4");
        (await other.RunAsync("show", $"{Workspace.Document}@3")).Refused(1, "pruned");
        (await other.RunAsync("verify")).Done();
        (await other.RunAsync("export", Workspace.Document, "again.jsonl")).Done();
        Assert.Equal(work.Read("out.jsonl"), other.Read("again.jsonl"));
    }

    [Fact]
    public async Task Where_the_name_is_taken_an_archive_comes_in_under_another()
    {
        using var work = new Workspace();
        await work.GivenAsync("[1]", "[2]");
        var exported = await work.JsonAsync("export", Workspace.Document, "out.jsonl");
        Assert.Equal(2, exported.GetProperty("versions").GetInt32());
        using var other = new Workspace();
        await other.RecordAsync("[\"mine\"]");
        (await other.RunAsync("import", work.In("out.jsonl"))).Refused(1, "--as FILE");
        var answer = (await other.RunAsync("import", work.In("out.jsonl"), "--as", "in/theirs.json")).Done().Text;
        Assert.EndsWith("timeline show in/theirs.json > in/theirs.json\n", answer, StringComparison.Ordinal);
        await other.IsKeptAsync("[2]", name: "in/theirs.json");
        await other.IsKeptAsync("[\"mine\"]");
        var again = await other.JsonAsync("import", work.In("out.jsonl"), "--as", "in/theirs.json");
        Assert.Equal("in/theirs.json", again.GetProperty("file").GetString());
        Assert.Equal(2, again.GetProperty("known").GetInt32());
    }

    [Fact]
    public async Task Several_documents_come_in_together_or_none_of_them()
    {
        using var work = new Workspace();
        await work.GivenAsync("[1]", "[2]");
        (await work.RunAsync("export", Workspace.Document, "one.jsonl")).Done();
        var one = work.Read("one.jsonl");
        var two = one.Replace($"\"document\":\"{Workspace.Document}\"", "\"document\":\"two\"", StringComparison.Ordinal);
        work.Write("all.jsonl", one + two);
        work.Write("altered.jsonl", one + two.Replace("[2]", "[3]", StringComparison.Ordinal).Replace("\"value\":2", "\"value\":3", StringComparison.Ordinal));
        work.Write("twice.jsonl", one + one);
        work.Write("cut.jsonl", string.Join('\n', one.Split('\n')[..2]) + "\n" + two);
        using var other = new Workspace();
        (await other.RunAsync("import", work.In("altered.jsonl"))).Refused(1, "line 6");
        (await other.RunAsync("import", work.In("twice.jsonl"))).Refused(1, "line 4", "a second time");
        (await other.RunAsync("import", work.In("cut.jsonl"))).Refused(1, "line 2", "1 versions are missing");
        (await other.RunAsync("import", work.In("all.jsonl"), "--as", "three")).Refused(1, "line 4", "another document begins here");
        (await other.RunAsync("log", Workspace.Document)).Refused(1, "timeline record");
        var documents = (await other.JsonAsync("import", work.In("all.jsonl"))).GetProperty("documents");
        Assert.Equal(
            [(Workspace.Document, 2), ("two", 2)],
            documents.EnumerateArray().Select(it => (it.GetProperty("document").GetString()!, it.GetProperty("recorded").GetInt32())));
        await other.IsKeptAsync("[2]");
        await other.IsKeptAsync("[2]", name: "two");
        Assert.Contains("two: imported 0 versions (2 were here already)", (await other.RunAsync("import", work.In("all.jsonl"))).Done().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_goes_through_a_pipe()
    {
        using var work = new Workspace();
        await work.GivenAsync("[1]");
        var archive = (await work.RunAsync("export", Workspace.Document, "-")).Done().Text;
        using var other = new Workspace();
        (await Command.RunAsync(Command.Start(other.Folder, ["import", "-"]), archive)).Done();
        await other.IsKeptAsync("[1]");
    }

    [Fact]
    public async Task An_archive_that_was_altered_is_refused_and_nothing_of_it_is_taken_in()
    {
        using var work = new Workspace();
        await work.GivenAsync("{\"name\": \"ada\"}");
        await work.GivenAsync("{\"name\": \"bob\"}");
        (await work.RunAsync("export", Workspace.Document, "out.jsonl")).Done();
        work.Write("altered.jsonl", work.Read("out.jsonl").Replace("bob", "eve", StringComparison.Ordinal));
        work.Write("cut.jsonl", work.Read("out.jsonl")[..^40]);
        using var other = new Workspace();
        (await other.RunAsync("import", work.In("altered.jsonl"))).Refused(1, "line 3");
        (await other.RunAsync("import", work.In("cut.jsonl"))).Refused(1, "line 3");
        (await other.RunAsync("log", Workspace.Document)).Refused(1, "timeline record");
        (await other.RunAsync("import", work.In("missing.jsonl"))).Refused(3, "missing.jsonl");
        (await other.RunAsync("import", work.Folder)).Refused(3, "folder");
        (await work.RunAsync("export", Workspace.Document, "no/such/out.jsonl")).Refused(3, "there is no folder", "make it");
        await work.IsKeptAsync("{\"name\": \"bob\"}");
    }
}
