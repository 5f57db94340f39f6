using System.Text.RegularExpressions;

namespace Timeline.Tests.Integration.Cli;

/// <summary>Lines end where a terminal does, and nowhere else.</summary>
public sealed partial class TerminalTests
{
    private const int Columns = 80;
    private static readonly string Long = string.Concat(Enumerable.Repeat("long ", 60)).Trim();

    [Fact]
    public async Task In_a_pipe_nothing_is_cut()
    {
        using var work = new Workspace();
        await work.GivenAsync(($"{{\"text\": \"{Long}\"}}", Long), ($"{{\"text\": \"{Long}!\"}}", Long));
        Assert.EndsWith(Long, (await RunAsync("log")).Lines[0], StringComparison.Ordinal);
        Assert.Contains($"\"{Long}!\"", (await RunAsync("log", "--path", "text")).Text, StringComparison.Ordinal);
        Assert.EndsWith($"\"{Long}!\"", (await RunAsync("blame")).Lines[0], StringComparison.Ordinal);
        Assert.Contains($"\"{Long}\" → \"{Long}!\"", (await RunAsync("diff", "0", "1")).Text, StringComparison.Ordinal);

        async Task<Answer> RunAsync(string command, params string[] rest) =>
            (await work.RunAsync([command, Workspace.Document, .. rest])).Done();
    }

    [Theory]
    [InlineData("log settings.json")]
    [InlineData("log settings.json --path text")]
    [InlineData("blame settings.json")]
    [InlineData("diff settings.json 0 1")]
    [InlineData("list")]
    [InlineData("help")]
    public async Task In_a_terminal_lines_are_no_wider_than_it(string command)
    {
        using var work = new Workspace();
        await work.GivenAsync(($"{{\"text\": \"{Long}\"}}", Long), ($"{{\"text\": \"{Long}!\"}}", Long));
        var start = Command.Launched(
            work.Folder,
            ["script", "-qec", $"'{Command.Host}' exec '{Command.Executable}' {command}", "/dev/null"]);
        start.Environment["COLUMNS"] = $"{Columns}";
        start.Environment["TERM"] = "xterm";
        Answer answer;
        try
        {
            answer = await Command.RunAsync(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no script here to run a terminal with.");
            return;
        }

        Assert.Equal(0, answer.ExitCode);
        Assert.NotEmpty(answer.Lines);
        Assert.All(answer.Lines, line => Assert.InRange(Colour().Replace(line, "").TrimEnd('\r').Length, 0, Columns));
        if (command != "help") Assert.Contains('\e', answer.Text);
    }

    [GeneratedRegex(@"\e(=|\[[0-9;?]*[A-Za-z])")]
    private static partial Regex Colour();
}
