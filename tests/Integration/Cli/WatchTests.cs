using System.Diagnostics;
using System.Text.Json;

namespace Timeline.Tests.Integration.Cli;

public sealed class WatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Each_save_is_recorded_however_the_editor_writes_and_Ctrl_C_ends_cleanly()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Ctrl-C cannot be sent to one process on Windows.");
        using var work = new Workspace();
        work.Write(Workspace.Document, "[0]");
        using var process = Process.Start(Command.Interruptible(work.Folder, "watch", Workspace.Document))!;
        try
        {
            await LineAsync(process, "version 0");
            await LineAsync(process, "watching");

            work.Write(Workspace.Document, "[0, 1]");
            await LineAsync(process, "version 1");

            // As most editors save: a new file, renamed over the old one.
            work.Write("settings.json~", "[0, 1, 2]");
            File.Move(work.In("settings.json~"), work.In(Workspace.Document), overwrite: true);
            await LineAsync(process, "version 2");

            work.Write(Workspace.Document, "[0, 1, 2");
            var complaint = await process.StandardError.ReadLineAsync().WaitAsync(Patience);
            Assert.Contains("not recorded", complaint, StringComparison.Ordinal);

            work.Write(Workspace.Document, "[3]");
            await LineAsync(process, "version 3");
            await Command.RunAsync(new ProcessStartInfo("kill", ["-INT", $"{process.Id}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        await work.IsKeptAsync("[3]");
        await work.IsKeptAsync("[0, 1, 2]", "2");
    }

    [Fact]
    public async Task In_JSON_each_recording_is_a_line()
    {
        using var work = new Workspace();
        work.Write(Workspace.Document, "[0]");
        using var process = Process.Start(Command.Start(work.Folder, ["watch", Workspace.Document, "--json"]))!;
        try
        {
            for (var number = 0; number < 2; number++)
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
                using var recorded = JsonDocument.Parse(line!);
                Assert.Equal(number, recorded.RootElement.GetProperty("version").GetProperty("number").GetInt32());
                Assert.Equal("settings.json", recorded.RootElement.GetProperty("file").GetString());
                work.Write(Workspace.Document, "[0, 1]");
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_cannot_be_watched()
    {
        using var work = new Workspace();
        (await work.RunAsync("watch", "missing.json")).Refused(3, "missing.json");
        (await work.RunAsync("watch", "no/such/folder.json")).Refused(3, "folder.json");
    }

    private static async Task LineAsync(Process process, string said)
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.Contains(said, line ?? await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
