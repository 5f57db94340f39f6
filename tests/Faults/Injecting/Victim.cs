using System.Diagnostics;
using System.Globalization;
using System.Text;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Injecting;

/// <summary>A child that is killed right before it makes a call.</summary>
internal static class Victim
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Kills it when it stands before the call at which its wrapper makes it wait.</summary>
    /// <param name="child">A child under <see cref="Strace.Wait"/>, of which only calls of that name are traced.</param>
    /// <param name="trace">Where the calls are written down.</param>
    /// <param name="call">The call.</param>
    /// <returns>What was wrong; null once it is dead.</returns>
    public static async Task<string?> KillBeforeAsync(Child child, string trace, SystemCall call)
    {
        var began = Stopwatch.GetTimestamp();
        var length = -1L;
        while (Stopwatch.GetElapsedTime(began) < Longest)
        {
            var isOver = child.HasEnded;

            // While the trace grows it does not stand anywhere.
            var before = length;
            length = File.Exists(trace) ? new FileInfo(trace).Length : 0;
            if (length != before && !isOver)
            {
                await Task.Delay(5);
                continue;
            }

            var text = File.Exists(trace) ? await ReadAsync(trace) : "";

            // The call itself is a line that has begun and does not end; others of other threads may be between.
            var begun = Strace.Read(text.Split('\n')).LastOrDefault(it => it.Name == call.Name && it.Number == call.Number);
            if (begun is not null && !begun.Text.Contains(" = ", StringComparison.Ordinal))
            {
                Kill(begun.Thread);
                await child.KillAsync();
                return null;
            }

            if (isOver) return $"it ended before the call, with {(await child.EndAsync()).Errors}";
            await Task.Delay(10);
        }

        return "it never came to the call";
    }

    // The process first: what traces it would let it go on.
    private static void Kill(int id)
    {
        using var kill = Process.Start("kill", ["-KILL", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
