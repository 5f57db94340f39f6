using System.Diagnostics;
using System.Text;

namespace Timeline.Tests.Integration.Cli;

/// <summary>The built executable, run as a user runs it.</summary>
internal static class Command
{
    public const string Actor = "tester";

    /// <summary>How the executable is started: it is built beside these tests, because they refer to its
    /// project.</summary>
    public static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "timeline.dll");

    public static ProcessStartInfo Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Host, ["exec", Executable, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TIMELINE_ACTOR"] = Actor;
        start.Environment["COLUMNS"] = "120";
        start.Environment["TZ"] = "Asia/Kathmandu";
        foreach (var name in (string[])["TIMELINE_TRACE", "NO_COLOR", "TERM"])
            _ = start.Environment.Remove(name);
        return start;
    }

    /// <summary>A script of sh, in which <c>"$@"</c> is the executable.</summary>
    public static ProcessStartInfo Script(string folder, string script, params string[] rest) =>
        Launched(folder, ["sh", "-c", script, "sh", Host, "exec", Executable, .. rest]);

    /// <summary>Another program in the environment that the executable is run in.</summary>
    public static ProcessStartInfo Launched(string folder, string[] line)
    {
        var start = Start(folder, []);
        start.FileName = line[0];
        start.ArgumentList.Clear();
        foreach (var argument in line.Skip(1))
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>
    /// The executable, heeding Ctrl-C even where the suite runs in the background of a shell, whose children are told to
    /// ignore it.
    /// </summary>
    public static ProcessStartInfo Interruptible(string folder, params string[] arguments) => OperatingSystem.IsLinux()
        ? Launched(folder, ["env", "--default-signal=INT", Host, "exec", Executable, .. arguments])
        : Start(folder, arguments);

    public static Task<Answer> RunAsync(string folder, params IEnumerable<string> arguments) =>
        RunAsync(Start(folder, arguments));

    public static async Task<Answer> RunAsync(ProcessStartInfo start, string? input = null)
    {
        using var process = Process.Start(start)!;
        var printing = AllAsync(process.StandardOutput.BaseStream);
        var complaining = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await printing;
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, output, await complaining);
    }

    private static async Task<byte[]> AllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}

/// <summary>What a run of the executable came to.</summary>
internal sealed record Answer(int ExitCode, byte[] Bytes, string Error)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>It was done, and nothing was complained about.</summary>
    public Answer Done()
    {
        Assert.True(ExitCode == 0 && Error.Length == 0, $"exit code {ExitCode}\n{Text}\n{Error}");
        return this;
    }

    /// <summary>It was refused with an exit code and one line that says all of these.</summary>
    public Answer Refused(int exitCode, params string[] said)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, not {exitCode}\n{Text}\n{Error}");
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("timeline: error: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        foreach (var part in said)
            Assert.Contains(part, Error, StringComparison.Ordinal);
        return this;
    }
}
