using System.Diagnostics;

namespace Timeline.Tests.Faults.Running;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it, and throws where it says no.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        var (code, words) = await TryAsync(program, arguments);
        if (code != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} says {code}: {words}");
    }

    /// <summary>Runs it.</summary>
    /// <returns>Its exit code, and what it wrote to the standard error.</returns>
    public static async Task<(int Code, string Words)> TryAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Needs.Find(program) ?? program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var words = await process.StandardError.ReadToEndAsync();
        _ = await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, words);
    }
}
