using Timeline.Persisting;
using Timeline.Sqlite;
using Timeline.Watching;

namespace Timeline.Tests.Integration.Cli;

/// <summary>What a program keeps of its variables, asked about by the command.</summary>
public sealed class VariableTests
{
    [Fact]
    public async Task A_variable_is_found_by_its_name_from_any_folder()
    {
        using var work = new Workspace();
        await KeepAsync(work.In("kept.db"), "lives", 3, 2);
        await KeepAsync(work.In("kept.db"), "game/score", 10, 20);
        using var elsewhere = new Workspace();
        Directory.CreateDirectory(elsewhere.In("game"));
        string[] store = ["--store", work.In("kept.db")];
        Assert.Equal(2, (await elsewhere.RunAsync(["log", "lives", .. store])).Done().Lines.Length);
        Assert.Equal("2\n", (await elsewhere.RunAsync(["show", "lives", .. store])).Done().Text);
        Assert.Equal("10\n", (await elsewhere.RunAsync(["show", "game/score@0", .. store])).Done().Text);
        Assert.Contains("3 → 2", (await elsewhere.RunAsync(["diff", "lives", "0", "1", .. store])).Done().Text, StringComparison.Ordinal);
        Assert.Contains("1", (await elsewhere.RunAsync(["blame", "lives", .. store])).Done().Text, StringComparison.Ordinal);
        (await elsewhere.RunAsync(["verify", "lives", .. store])).Done();
        (await elsewhere.RunAsync(["export", "lives", "out.jsonl", .. store])).Done();
        (await elsewhere.RunAsync(["log", "other", .. store])).Refused(1, "nothing of 'other' is recorded");
        (await elsewhere.RunAsync(["log", "game", .. store])).Refused(1, "nothing of 'game' is recorded");
    }

    [Fact]
    public async Task A_file_that_is_there_is_never_taken_for_a_variable_and_none_is_written_over()
    {
        using var work = new Workspace();
        await KeepAsync(work.In("kept.db"), "lives", 3, 2);
        using var elsewhere = new Workspace();
        string[] store = ["--store", work.In("kept.db")];
        (await elsewhere.RunAsync(["rollback", "lives", "0", .. store])).Refused(1, "nothing of 'lives' is recorded");
        Assert.False(File.Exists(elsewhere.In("lives")));
        elsewhere.Write("lives", "9");
        (await elsewhere.RunAsync(["log", "lives", .. store])).Refused(1, "nothing of 'lives' is recorded");
        (await elsewhere.RunAsync(["record", "lives", .. store])).Done();
        Assert.Equal("9", (await elsewhere.RunAsync(["show", "lives", .. store])).Done().Text);
    }

    [Fact]
    public async Task What_variables_saved_comes_in_whole_and_not_at_all_where_it_was_altered()
    {
        using var work = new Workspace();
        using (var registry = new Registry())
        {
            _ = registry.Watch("lives", 3).Branch("side").Set(2);
            _ = registry.Watch("score", 10).Branch("side").Set(20);
            registry.Save(work.In("saved.jsonl"));
        }

        // Every version is as it was: only where the branches stand is another.
        var saved = work.Read("saved.jsonl");
        var at = saved.LastIndexOf("\"main\":1", StringComparison.Ordinal);
        work.Write("altered.jsonl", $"{saved[..at]}\"main\":0{saved[(at + 8)..]}");
        var refusal = await work.RunAsync("import", "altered.jsonl");
        refusal.Refused(1, "line 4", "it, or a line after it, is another than was saved");
        Assert.Empty((await work.JsonAsync("list")).GetProperty("documents").EnumerateArray());
        (await work.RunAsync("import", "saved.jsonl")).Done();
        Assert.Equal("20\n", (await work.RunAsync("show", "score")).Done().Text);
        (await work.RunAsync("import", "saved.jsonl")).Done();
        work.Write("crlf.jsonl", saved.ReplaceLineEndings("\r\n"));
        (await work.RunAsync("import", "crlf.jsonl")).Done();
    }

    [Fact]
    public async Task What_a_registry_of_nothing_saved_brings_nothing()
    {
        using var work = new Workspace();
        using (var registry = new Registry()) registry.Save(work.In("saved.jsonl"));
        Assert.Contains("no document is in saved.jsonl", (await work.RunAsync("import", "saved.jsonl")).Done().Text, StringComparison.Ordinal);
        (await work.RunAsync("import", "saved.jsonl", "--as", "one")).Refused(1, "no document is in it");
        Assert.Empty((await work.JsonAsync("import", "saved.jsonl")).GetProperty("documents").EnumerateArray());
    }

    private static async Task KeepAsync(string file, string name, params int[] values)
    {
        await using var store = SqliteHistoryStore.Open(file);
        await using var registry = new Registry(new() { Journal = new JournalOptions { Store = store } });
        var watched = registry.Watch(name, values[0]);
        foreach (var value in values[1..]) _ = watched.Set(value);
    }
}
