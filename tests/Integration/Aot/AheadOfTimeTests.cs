using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Timeline.Tests.Integration.Cli;

namespace Timeline.Tests.Integration.Aot;

/// <summary>A program that neither reflects nor makes code at run time sees its state as any other does.</summary>
public sealed class AheadOfTimeTests
{
    private const string Switch = "TIMELINE_PUBLISH";

    // What the tools say where a package or a linker is missing, which is no fault of what is tested.
    private static readonly string[] Missing =
        ["NU1101", "NU1102", "NU1103", "NU1301", "Platform linker", "cannot find -l", "NETSDK1094", "NETSDK1204"];

    [Fact]
    public async Task A_program_without_reflection_and_without_new_code_sees_its_state() =>
        Told(await RunAsync(Command.Host, "exec", Path.Combine(AppContext.BaseDirectory, "Timeline.Tests.Aot.dll")));

    [Theory]
    [InlineData("trimmed", "-p:PublishAot=false", "-p:PublishTrimmed=true")]
    [InlineData("compiled ahead of time", "-p:PublishAot=true", "-p:PublishTrimmed=true")]
    public async Task So_does_one_that_is_published(string how, string first, string second)
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
            Assert.Skip($"Publishing takes minutes: set {Switch}=1 to see a program that is {how}.");
        var folder = Directory.CreateTempSubdirectory("timeline-publish-");
        try
        {
            var answer = await RunAsync(
                Command.Host, "publish", Project(), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
                "--self-contained", "--nodeReuse:false", first, second,
                $"-p:ArtifactsPath={folder.FullName}/artifacts", "-o", $"{folder.FullName}/out");
            if (Missing.FirstOrDefault(it => answer.Text.Contains(it, StringComparison.Ordinal)) is { } missing)
                Assert.Skip($"No program can be {how} here: {answer.Lines.First(line => line.Contains(missing, StringComparison.Ordinal)).Trim()}");
            Assert.True(answer.ExitCode == 0, answer.Text);
            var name = OperatingSystem.IsWindows() ? "Timeline.Tests.Aot.exe" : "Timeline.Tests.Aot";
            Told(await RunAsync(Path.Combine(folder.FullName, "out", name)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Told(Answer answer)
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Aot", "expected.txt"));
        Assert.Equal(expected, answer.Done().Text, ignoreLineEndingDifferences: true);
    }

    private static Task<Answer> RunAsync(params string[] line) =>
        Command.RunAsync(Command.Launched(AppContext.BaseDirectory, line));

    private static string Project([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Program", "Timeline.Tests.Aot.csproj");
}
