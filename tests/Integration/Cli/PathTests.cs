namespace Timeline.Tests.Integration.Cli;

/// <summary>What is printed as a path is read as one.</summary>
public sealed class PathTests
{
    private const string Before = """
        {"list": [{"x": 1}], "odd key": {"a.b": [0]}, "": 0, "[0]": 0, "-": 0, "say \"hi\"": 0, "bell\u0007": 0}
        """;

    private static readonly string After = Before
        .Replace("\"x\": 1", "\"x\": 2", StringComparison.Ordinal)
        .Replace("[0]}", "[1]}", StringComparison.Ordinal)
        .Replace(": 0", ": 1", StringComparison.Ordinal);

    [Fact]
    public async Task Every_path_that_blame_prints_can_be_given_back()
    {
        using var work = new Workspace();
        await work.GivenAsync(Before);
        var lines = (await work.RunAsync("blame", Workspace.Document)).Done().Lines;
        Assert.Equal(7, lines.Length);
        foreach (var line in lines)
        {
            var path = line[line.IndexOf(Command.Actor, StringComparison.Ordinal)..].Split("  ")[1];
            var shown = await work.RunAsync("show", Workspace.Document, "--path", path);
            Assert.Equal($"{line[^1]}\n", shown.Done().Text);
        }
    }

    [Fact]
    public async Task Every_path_that_diff_prints_can_be_given_back()
    {
        using var work = new Workspace();
        await work.GivenAsync(Before, After);
        var lines = (await work.RunAsync("diff", Workspace.Document, "0", "1")).Done().Lines[1..];
        Assert.Equal(7, lines.Length);
        Assert.Contains("~ list[0].x: 1 → 2", lines);
        Assert.Contains("~ [\"odd key\"][\"a.b\"][0]: 0 → 1", lines);
        foreach (var line in lines)
        {
            var path = line[2..line.LastIndexOf(": ", StringComparison.Ordinal)];
            var shown = await work.RunAsync("show", Workspace.Document, "--path", path);
            Assert.Equal($"{line[^1]}\n", shown.Done().Text);
        }
    }

    [Fact]
    public async Task The_whole_document_has_a_path_too()
    {
        using var work = new Workspace();
        await work.GivenAsync("1", "2");
        Assert.Contains("~ .: 1 → 2", (await work.RunAsync("diff", Workspace.Document, "0", "1")).Done().Lines);
        Assert.Equal("2\n", (await work.RunAsync("show", Workspace.Document, "--path", ".")).Done().Text);
        (await work.RunAsync("show", Workspace.Document, "--path", "a[b]")).Refused(2, "an index or a key");
    }
}
