using System.Diagnostics;

namespace Timeline.Benchmarks.Measuring;

/// <summary>This program once more, with a runtime that compiles code for good as soon as it is called often.</summary>
/// <remarks>
/// Usually it waits until a tenth of a second has passed in which nothing was called for the first time: two such waits
/// for each side of each contest are longer than a quick look may take. The setting is read when a process starts.
/// </remarks>
internal static class QuickProcess
{
    private const string Delay = "DOTNET_TC_CallCountingDelayMs";

    /// <summary>Whether this is such a process.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Delay) == "0";

    /// <summary>Runs it to its end, with the same streams.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments);

        // Started as an argument of dotnet, the program itself is the first.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Insert(0, typeof(QuickProcess).Assembly.Location);
        start.Environment[Delay] = "0";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
