using System.Text.Json;

namespace Timeline.Tests.Integration.Cli;

public sealed class AskTests : IAsyncLifetime
{
    private const string First = "{\"name\": \"shop\", \"port\": 80, \"tags\": [\"a\", \"b\"]}\n";
    private const string Second =
        "{\"name\": \"shop\", \"port\": 8080, \"tags\": [\"a\", \"b\"], \"tls\": {\"on\": true}}\n";

    private const string Third = "{\"name\": \"shop\", \"port\": 8080, \"tags\": [\"b\"], \"tls\": {\"on\": true}}\n";

    private readonly Workspace _work = new();

    public async ValueTask InitializeAsync()
    {
        await _work.GivenAsync((First, "begin"), (Second, "another port"), (Third, "one tag less"));
    }

    public ValueTask DisposeAsync()
    {
        _work.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("diff", "1")]
    [InlineData("branch")]
    [InlineData("rollback", "1")]
    public async Task A_version_is_not_named_with_the_document_where_it_has_a_place_of_its_own(string command, params string[] rest)
    {
        var answer = (await _work.RunAsync([command, "settings.json@0", .. rest])).Refused(1, "'settings.json'", "version 0");
        Assert.DoesNotContain("record", answer.Error.Split(';')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_lists_versions_newest_first_with_what_changed()
    {
        var lines = (await RunAsync("log")).Lines;
        Assert.Equal(3, lines.Length);
        Assert.Matches("^2  [0-9a-f]{8}  2026-01-03 10:00Z  tester  -1 +\\*main  one tag less$", lines[0]);
        Assert.Matches("^1  [0-9a-f]{8}  2026-01-02 10:00Z  tester  \\+1 ~1 +another port$", lines[1]);
        Assert.Matches("^0  [0-9a-f]{8}  2026-01-01 10:00Z  tester  first +begin$", lines[2]);
        Assert.Equal(2, (await RunAsync("log", "--limit", "2")).Lines.Length);
        Assert.Equal(2, (await _work.RunAsync("log", $"{Workspace.Document}@1")).Done().Lines.Length);
    }

    [Fact]
    public async Task The_log_of_a_path_lists_the_versions_that_changed_the_value_there()
    {
        var lines = (await RunAsync("log", "--path", "port")).Lines;
        Assert.Equal(2, lines.Length);
        Assert.Contains("8080", lines[0], StringComparison.Ordinal);
        Assert.Contains("  80 ", lines[1], StringComparison.Ordinal);
        (await _work.RunAsync("log", Workspace.Document, "--path", "prot")).Refused(1, "prot");
    }

    [Fact]
    public async Task The_log_in_JSON_counts_changes_by_kind()
    {
        var log = await _work.JsonAsync("log", Workspace.Document);
        Assert.Equal("settings.json", log.GetProperty("document").GetString());
        var versions = log.GetProperty("versions").EnumerateArray().ToArray();
        Assert.Equal([2, 1, 0], versions.Select(version => version.GetProperty("number").GetInt32()));
        Assert.Equal(1, versions[1].GetProperty("counts").GetProperty("replaced").GetInt32());
        Assert.Equal([1], versions[0].GetProperty("parents").EnumerateArray().Select(parent => parent.GetInt32()));
        Assert.Equal("main", versions[0].GetProperty("branches")[0].GetString());
    }

    [Theory]
    [InlineData("0", First)]
    [InlineData("head", Third)]
    [InlineData("head~1", Second)]
    [InlineData("head~2", First)]
    [InlineData("main", Third)]
    [InlineData("2026-01-02T10:00Z", Second)]
    [InlineData("2026-01-02", Second)]
    public async Task A_version_is_shown_byte_for_byte_however_it_is_named(string version, string text) =>
        Assert.Equal(text, (await _work.RunAsync("show", $"{Workspace.Document}@{version}")).Done().Text);

    [Fact]
    public async Task A_version_is_found_by_the_beginning_of_its_id()
    {
        var log = await _work.JsonAsync("log", Workspace.Document);
        var id = log.GetProperty("versions")[1].GetProperty("id").GetString()!;
        Assert.Equal(Second, (await _work.RunAsync("show", $"{Workspace.Document}@{id[..12]}")).Done().Text);
    }

    [Fact]
    public async Task A_value_is_shown_by_its_path_dotted_or_as_a_pointer()
    {
        Assert.Equal("true\n", (await RunAsync("show", "--path", "tls.on")).Text);
        Assert.Equal("\"b\"\n", (await RunAsync("show", "--path", "/tags/0")).Text);
        (await _work.RunAsync("show", Workspace.Document, "--path", "tls.off")).Refused(1, "tls");
        var shown = await _work.JsonAsync("show", Workspace.Document, "--path", "tls");
        Assert.True(shown.GetProperty("value").GetProperty("on").GetBoolean());
        Assert.Equal(2, shown.GetProperty("version").GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_difference_of_two_versions_is_a_tree()
    {
        var lines = (await RunAsync("diff", "0", "1")).Lines;
        Assert.Equal("settings.json: 0 → 1  +1 ~1", lines[0]);
        Assert.Contains("~ port: 80 → 8080", lines);
        Assert.Contains("+ tls: {\"on\": true}", lines);
        Assert.Contains("- tags[0]: \"a\"", (await RunAsync("diff", "1", "2")).Lines);
    }

    [Fact]
    public async Task Without_versions_the_file_is_compared_with_the_head_and_with_one_from_that_version()
    {
        Assert.Contains("no changes", (await RunAsync("diff")).Text, StringComparison.Ordinal);
        _work.Write(Workspace.Document, Third.Replace("shop", "store", StringComparison.Ordinal));
        var edited = (await RunAsync("diff")).Lines;
        Assert.Equal(["settings.json: 2 → the file  ~1", "~ name: \"shop\" → \"store\""], edited);
        Assert.Contains("~ port: 80 → 8080", (await RunAsync("diff", "0")).Lines);
        File.Delete(_work.In(Workspace.Document));
        (await _work.RunAsync("diff", Workspace.Document)).Refused(3, "there is no file");
        (await RunAsync("diff", "0", "head")).Done();
    }

    [Fact]
    public async Task A_difference_as_JSON_Patch_and_as_JSON_says_what_was_and_what_is()
    {
        using var patch = JsonDocument.Parse((await RunAsync("diff", "0", "1", "--patch")).Bytes);
        Assert.Contains(patch.RootElement.EnumerateArray(), it =>
            it.GetProperty("op").GetString() == "replace" && it.GetProperty("path").GetString() == "/port");
        Assert.Equal("[]\n", (await RunAsync("diff", "0", "0", "--patch")).Text);
        var difference = await _work.JsonAsync("diff", Workspace.Document, "0", "1");
        var replaced = difference.GetProperty("changes").EnumerateArray()
            .Single(change => change.GetProperty("kind").GetString() == "replaced");
        Assert.Equal(80, replaced.GetProperty("before").GetInt32());
        Assert.Equal(8080, replaced.GetProperty("after").GetInt32());
        Assert.Equal(
            (await RunAsync("diff", "0", "1", "--patch")).Text, (await RunAsync("diff", "0", "1", "--json", "--patch")).Text);
    }

    [Fact]
    public async Task Blame_names_the_version_that_set_each_value()
    {
        var lines = (await RunAsync("blame")).Lines;
        Assert.Matches("^0  .* name +\"shop\"$", lines[0]);
        Assert.Matches("^1  .* port +8080$", lines[1]);
        Assert.Matches("^0  .* tags\\[0\\]  \"b\"$", lines[2]);
        Assert.Matches("^1  .* tls.on +true$", lines[3]);
        var earlier = await _work.JsonAsync("blame", $"{Workspace.Document}@0", "--path", "port");
        Assert.Equal(0, earlier.GetProperty("values")[0].GetProperty("number").GetInt32());
        Assert.Equal("/port", earlier.GetProperty("values")[0].GetProperty("path").GetString());
        (await _work.RunAsync("blame", Workspace.Document, "--path", "nowhere")).Refused(1, "nowhere");
    }

    [Theory]
    [InlineData("3", "numbered 0 to 2")]
    [InlineData("head~3", "head~3")]
    [InlineData("mian", "main")]
    [InlineData("2025-12-31", "2026-01-01")]
    [InlineData("ffffffffffff", "ffffffffffff")]
    public async Task An_unknown_version_is_the_answer_no_and_what_was_recorded_is_kept(string version, string said)
    {
        (await _work.RunAsync("show", $"{Workspace.Document}@{version}")).Refused(1, said);
        (await _work.RunAsync("diff", Workspace.Document, version, "head")).Refused(1, said);
        await _work.IsKeptAsync(Third);
    }

    [Theory]
    [InlineData("head~x")]
    [InlineData("~1")]
    [InlineData("2026-99-99")]
    public async Task What_is_no_version_at_all_is_misuse(string version) =>
        (await _work.RunAsync("show", $"{Workspace.Document}@{version}")).Refused(2, version);

    [Fact]
    public async Task A_document_of_which_nothing_is_recorded_says_how_to_begin()
    {
        (await _work.RunAsync("log", "other.json")).Refused(1, "timeline record other.json");
        using var empty = new Workspace();
        (await empty.RunAsync("show", "x.json")).Refused(1, "timeline record x.json");
        Assert.False(Directory.Exists(empty.In(".timeline")));
    }

    private async Task<Answer> RunAsync(string command, params string[] rest) =>
        (await _work.RunAsync([command, Workspace.Document, .. rest])).Done();
}
