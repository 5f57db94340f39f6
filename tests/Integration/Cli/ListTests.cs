namespace Timeline.Tests.Integration.Cli;

public sealed class ListTests
{
    [Fact]
    public async Task The_documents_of_the_store_are_listed_as_they_are_named_from_here()
    {
        using var work = new Workspace();
        await work.GivenAsync(("[0]", "begin"), ("[1]", "go on"));
        await work.RecordAsync("[2]", "deep/x.json");
        (await work.RunAsync("branch", Workspace.Document, "side")).Done();
        var lines = (await work.RunAsync("list")).Done().Lines;
        Assert.Matches("^deep/x.json +1 version .* tester", lines[0]);
        Assert.Matches("^settings.json +2 versions  2 branches  2026-01-02 10:00Z  tester  go on$", lines[1]);
        var inside = await Command.RunAsync(work.In("deep"), "list");
        Assert.Equal(["x.json", "../settings.json"], inside.Done().Lines.Select(line => line.Split(' ')[0]));

        var list = await work.JsonAsync("list");
        Assert.Equal(work.Store, list.GetProperty("store").GetString());
        var document = list.GetProperty("documents")[1];
        Assert.Equal("settings.json", document.GetProperty("document").GetString());
        Assert.Equal(2, document.GetProperty("versions").GetInt32());
        Assert.Equal(2, document.GetProperty("branches").GetArrayLength());
        Assert.Equal("go on", document.GetProperty("newest").GetProperty("label").GetString());
    }

    [Fact]
    public async Task Without_a_store_there_is_nothing_to_list()
    {
        using var work = new Workspace();
        (await work.RunAsync("list")).Refused(1, "there is no store", "timeline record");
        Assert.Empty(Directory.GetFileSystemEntries(work.Folder));
    }

    [Fact]
    public async Task Verifying_a_document_counts_its_versions_and_not_those_of_the_store()
    {
        using var work = new Workspace();
        await work.GivenAsync("[0]", "[1]");
        await work.RecordAsync("[2]", "x.json");
        Assert.Equal(
            "ok: 2 versions of settings.json (the store has 3 versions of 2 documents)\n",
            (await work.RunAsync("verify", Workspace.Document)).Done().Text);
        Assert.Equal("ok: 3 versions of 2 documents\n", (await work.RunAsync("verify")).Done().Text);
        var verified = await work.JsonAsync("verify", "x.json");
        Assert.Equal("x.json", verified.GetProperty("document").GetString());
        Assert.Equal(1, verified.GetProperty("versions").GetInt32());
        (await work.RunAsync("verify", "y.json")).Refused(1, "y.json");
    }
}
