using System.Globalization;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.PowerCuts;

/// <summary>What strace does to a process that works on a store.</summary>
internal static class Standstill
{
    // What changes a file or its names, and what brings that to the disk.
    private const string Changing = "write,pwrite64,ftruncate,fsync,fdatasync,unlink";

    /// <summary>A wrapper under which a process stands still behind one of its calls that change a store.</summary>
    /// <param name="call">Which of them, counted from 1.</param>
    /// <param name="store">The store's file.</param>
    /// <param name="log">Where it is written that it stands still.</param>
    public static IReadOnlyList<string> StoppedAt(int call, string store, string log) =>
    [
        "strace", "-f", "-qq", "-o", log, "-e", $"trace={Changing}", "-P", store, "-P", store + "-journal",
        "-e", string.Create(CultureInfo.InvariantCulture, $"inject={Changing}:signal=SIGSTOP:when={call}"),
    ];

    /// <summary>Waits until what a wrapper runs stands still, or has said something.</summary>
    /// <returns>Whether it stands still.</returns>
    public static async Task<bool> StandsStillAsync(Child child, string log)
    {
        while (child.Lines.Count == 0 && !child.HasEnded && !IsStopped(log)) await Task.Delay(1);
        return child.Lines.Count == 0;
    }

    private static bool IsStopped(string log)
    {
        if (!File.Exists(log)) return false;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Contains("stopped by SIGSTOP", StringComparison.Ordinal);
    }
}
