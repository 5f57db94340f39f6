using System.Globalization;

namespace Timeline.Tests.Faults.Running;

/// <summary>What a run has counted, said in one line: on the console, and at the end of <c>TIMELINE_FIGURES</c> where that names a file.</summary>
internal static class Figures
{
    private static readonly Lock Gate = new();

    /// <param name="run">What was tried, as the table of promises calls it.</param>
    /// <param name="figures">What was counted.</param>
    public static void Report(string run, string figures)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd} {(Extent.IsLong ? "long" : "short")} | {run} | {figures}");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("TIMELINE_FIGURES") is not { Length: > 0 } file) return;
        lock (Gate) File.AppendAllText(file, line + "\n");
    }
}
