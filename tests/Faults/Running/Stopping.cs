using System.Globalization;

namespace Timeline.Tests.Faults.Running;

/// <summary>What becomes of a process that was told to stop: each of its threads ends the call of the system it is in.</summary>
internal static class Stopping
{
    /// <summary>Whether a process has a thread that has not stopped yet; false of one that is gone.</summary>
    public static bool IsUnderWay(int process)
    {
        try
        {
            return Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task"))
                .Any(thread => IsRunning(File.ReadAllText(Path.Combine(thread, "stat"))));
        }
        catch (IOException)
        {
            return false;
        }
    }

    // After the name, which may hold anything but ends with the last bracket: the state; stopped, traced, dying, dead.
    private static bool IsRunning(string status) => !"TtZX".Contains(status[status.LastIndexOf(')') + 2], StringComparison.Ordinal);
}
