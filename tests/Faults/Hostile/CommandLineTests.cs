using System.Diagnostics;
using System.Text;
using Timeline.Tests.Faults.Program.Hostile;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Hostile;

/// <summary>The command, given files, names and stores that somebody has prepared: an exit code, and one line.</summary>
public sealed class CommandLineTests
{
    private const string First = "{\"timeline\":1,\"document\":\"NAME\",\"versions\":1,\"current\":\"main\",\"branches\":{\"main\":0}}\n";

    [Fact]
    public async Task Whatever_it_is_given_it_answers_in_one_line_and_writes_nothing_outside_its_folder()
    {
        using var folder = new Folder();
        var inside = Directory.CreateDirectory(folder.File("inside")).FullName;
        string In(string name) => Path.Combine(inside, name);
        await File.WriteAllBytesAsync(In("deep.json"), Edges.Deep(100_000));
        await File.WriteAllBytesAsync(In("zeros.json"), new byte[100_000]);
        await File.WriteAllTextAsync(In("lone.json"), "\"\\ud800\"");
        await File.WriteAllBytesAsync(In("noise.db"), Edges.Bytes(new Random(Extent.Seed), 10_000));
        await File.WriteAllTextAsync(In("good.json"), "{\"a\":1}");
        await File.WriteAllBytesAsync(In("forged.jsonl"), Forged("../../outside.json"));
        await File.WriteAllBytesAsync(In("absolute.jsonl"), Forged(folder.File("outside.json")));
        await File.WriteAllBytesAsync(In("odd.jsonl"), Forged("a\\u001b[2Jb.json"));
        string[][] commands =
        [
            ["record", "deep.json"], ["record", "zeros.json"], ["record", "lone.json"], ["record", "a\nb\u001b[2J"], ["record", "/dev/zero"], ["record", "."],
            ["import", "deep.json"], ["import", "zeros.json"], ["import", "forged.jsonl"], ["import", "absolute.jsonl"], ["import", "odd.jsonl"],
            ["changes", "deep.json"], ["changes", "zeros.json"], ["changes", "good.json", "--since", "99999999999999999999"],
            ["verify", "--store", "noise.db"], ["log", "good.json", "--store", "noise.db"], ["list", "--store", "/dev/null"], ["list", "--store", "."],
            ["record", "good.json"], ["show", "good.json", new string('~', 5000)], ["show", "good.json", "head~99999999999999999999"], ["diff", "good.json", "a\nb", "c\u001bd"],
            ["branch", "good.json", "../../x"], ["import", "good.json", "--git", "/nowhere"], ["\u0000"], [new string('x', 100_000)], ["log", "good.json", "-n", "-9223372036854775809"],
        ];
        foreach (var command in commands.Where(it => !it[0].Contains('\0', StringComparison.Ordinal)))
        {
            var (exitCode, errors) = await RunAsync(inside, command);
            var told = $"{string.Join(' ', command)[..Math.Min(60, string.Join(' ', command).Length)]}: {exitCode} {errors}";
            Assert.True(exitCode is >= 0 and < 128, told);
            Assert.DoesNotContain("unexpected", errors, StringComparison.Ordinal);
            Assert.True(errors.TrimEnd('\n').Split('\n').Length <= 4, told);
            Assert.DoesNotContain('\u001b', errors);
        }

        Assert.Equal([inside], Directory.EnumerateFileSystemEntries(folder.Path));
        Figures.Report("hostile input, command line", $"{commands.Length - 1} commands, process deaths 0, unexpected failures 0, files outside the folder 0");
    }

    private static byte[] Forged(string name) => ArchiveEntrances.Reseal(Encoding.UTF8.GetBytes(First.Replace("NAME", name, StringComparison.Ordinal)
        + $"{{\"number\":0,\"id\":\"{new string('0', 64)}\",\"parents\":[],\"time\":\"2026-01-31T12:00:00.0000000Z\",\"patch\":[{{\"op\":\"add\",\"path\":\"\",\"value\":1}}]}}\n"));

    private static async Task<(int ExitCode, string Errors)> RunAsync(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "timeline.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "20000000";
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = await process.StandardError.ReadToEndAsync(patience.Token);
        _ = await output;
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, errors);
    }
}
