namespace Timeline.Tests.Integration.Cli;

/// <summary>What a pruned history can still tell, and what it must not claim to know.</summary>
public sealed class PrunedTests : IAsyncLifetime
{
    private readonly Workspace _work = new();

    public async ValueTask InitializeAsync() => await _work.GivenAsync(
        "{\"a\": 1, \"b\": 1}", "{\"a\": 1, \"b\": 2}", "{\"a\": 1, \"b\": 3}", "{\"a\": 1, \"b\": 4}");

    public ValueTask DisposeAsync()
    {
        _work.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Blame_says_at_or_before_where_a_pruned_version_may_have_set_the_value()
    {
        await PruneAsync();
        var lines = (await _work.RunAsync("blame", Workspace.Document)).Done().Lines;
        Assert.Matches("^≤2  .* a  1$", lines[0]);
        Assert.Matches("^ 3  .* b  4$", lines[1]);
        Assert.Contains("pruned", lines[2], StringComparison.Ordinal);
        var values = (await _work.JsonAsync("blame", Workspace.Document)).GetProperty("values");
        Assert.Equal([true, false], values.EnumerateArray().Select(it => it.GetProperty("atOrBefore").GetBoolean()));
        Assert.Equal(2, values[0].GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_log_along_a_path_says_so_too_and_that_versions_were_pruned()
    {
        await PruneAsync();
        var lines = (await _work.RunAsync("log", Workspace.Document, "--path", "a")).Done().Lines;
        Assert.StartsWith("≤2  ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("(2 versions were pruned", lines[1], StringComparison.Ordinal);
        var log = await _work.JsonAsync("log", Workspace.Document, "--path", "b");
        Assert.Equal(2, log.GetProperty("prunedVersions").GetInt32());
        Assert.Equal(
            [(3, false), (2, true)],
            log.GetProperty("versions").EnumerateArray().Select(
                it => (it.GetProperty("number").GetInt32(), it.GetProperty("atOrBefore").GetBoolean())));
        (await _work.RunAsync("log", Workspace.Document, "--path", "c")).Refused(1, "that is kept");
    }

    [Fact]
    public async Task Nothing_is_at_or_before_in_a_history_that_is_whole()
    {
        Assert.DoesNotContain(
            "≤", (await _work.RunAsync("blame", Workspace.Document)).Done().Text, StringComparison.Ordinal);
        var log = await _work.JsonAsync("log", Workspace.Document, "--path", "a");
        Assert.Equal(0, log.GetProperty("prunedVersions").GetInt32());
        Assert.False(log.GetProperty("versions")[0].GetProperty("atOrBefore").GetBoolean());
    }

    [Fact]
    public async Task A_dry_run_lists_what_would_go_and_changes_nothing()
    {
        var store = await File.ReadAllBytesAsync(_work.Store);
        var lines = (await _work.RunAsync("prune", Workspace.Document, "--keep", "2", "--dry-run")).Done().Lines;
        Assert.Equal(["0", "1"], lines[..2].Select(line => line[..1]));
        Assert.Contains("would give up the content of 2 of 4 versions", lines[2], StringComparison.Ordinal);
        var planned = await _work.JsonAsync("prune", Workspace.Document, "--keep", "2", "-n");
        Assert.True(planned.GetProperty("dryRun").GetBoolean());
        Assert.Equal(store, await File.ReadAllBytesAsync(_work.Store));
        await _work.IsKeptAsync("{\"a\": 1, \"b\": 1}", "0");

        var pruned = await _work.JsonAsync("prune", Workspace.Document, "--keep", "2");
        Assert.False(pruned.GetProperty("dryRun").GetBoolean());
        Assert.Equal(planned.GetProperty("dropped").GetRawText(), pruned.GetProperty("dropped").GetRawText());
        (await _work.RunAsync("show", $"{Workspace.Document}@0")).Refused(1, "pruned");
    }

    private async Task PruneAsync() => (await _work.RunAsync("prune", Workspace.Document, "--keep", "2")).Done();
}
