using System.Diagnostics;

namespace Timeline.Benchmarks.Processes;

/// <summary>A program that is run from start to end, as a user waits for it.</summary>
internal static class WholeProcess
{
    /// <summary>The time from its start to its end, with what it prints read and dropped.</summary>
    /// <returns>Nanoseconds by the clock.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its last words.</exception>
    public static double Nanoseconds(string folder, string program, params IEnumerable<string> arguments)
    {
        var started = Stopwatch.GetTimestamp();
        _ = Run(folder, program, arguments);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    /// <summary>What it prints.</summary>
    public static string Run(string folder, string program, params IEnumerable<string> arguments) =>
        Run(folder, program, arguments, _ => { });

    /// <summary>What it prints, given something to read.</summary>
    public static string Run(string folder, string program, IEnumerable<string> arguments, Action<Stream> feed)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The same width, colours and settings on every machine.
        start.Environment["COLUMNS"] = "100";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = Path.Combine(folder, "no-settings");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        feed(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException(
                $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result.Trim()}");
    }
}
