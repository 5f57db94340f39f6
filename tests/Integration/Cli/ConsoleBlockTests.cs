using System.Text.RegularExpressions;

namespace Timeline.Tests.Integration.Cli;

/// <summary>Every console block of the documentation is run in a shell and prints what stands there.</summary>
/// <remarks>Ids and moments are compared by their shape alone: what is recorded now has others.</remarks>
public sealed partial class ConsoleBlockTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/command-line.md")]
    public async Task What_the_documentation_shows_is_what_the_command_prints(string page)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The blocks are written for sh.");
            return;
        }

        using var work = new Workspace();
        Directory.CreateSymbolicLink(work.In("examples"), Path.Combine(Root, "examples"));
        var shim = work.Write("bin/timeline", $"#!/bin/sh\nexec '{Command.Host}' exec '{Command.Executable}' \"$@\"\n");
        File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var blocks = ConsoleBlock().Matches(await File.ReadAllTextAsync(Path.Combine(Root, page)));
        Assert.NotEmpty(blocks);
        var wrong = new List<string>();
        foreach (var step in blocks.SelectMany(block => Steps(block.Groups["text"].Value)))
        {
            var printed = await RunAsync(work, step.Line);
            if (Shape(step.Output) != Shape(printed)) wrong.Add($"$ {step.Line}\n{printed}");
        }

        Assert.True(wrong.Count == 0, $"{page} should show:\n{string.Join('\n', wrong)}");
    }

    private static string Root { get; } = FindRoot();

    private static IEnumerable<(string Line, string Output)> Steps(string block)
    {
        foreach (var step in ("\n" + block).Split("\n$ ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = step.Trim('\n').Split('\n', 2);
            yield return (lines[0], lines.Length > 1 ? lines[1] : "");
        }
    }

    private static async Task<string> RunAsync(Workspace work, string line)
    {
        var start = Command.Script(work.Folder, line + " 2>&1");
        start.Environment["PATH"] = $"{work.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        return (await Command.RunAsync(start)).Text.TrimEnd('\n');
    }

    private static string Shape(string text) => Moment().Replace(Id().Replace(text, "(id)"), "(moment)");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Timeline.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Timeline.sln above the test's folder.");
        return folder.FullName;
    }

    [GeneratedRegex("^```console\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"\b([0-9a-f]{64}|[0-9a-f]{8})\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z")]
    private static partial Regex Moment();
}
