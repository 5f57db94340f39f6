using Microsoft.Extensions.Logging;

namespace Timeline.Telemetry;

/// <summary>Sets that were refused: counted, and said to the log.</summary>
internal static class Refusals
{
    /// <summary>A set was refused. Under no lock.</summary>
    /// <param name="log">The log.</param>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="reason">One word; never what was to be set.</param>
    public static void Tell(ILogger log, string variable, string reason)
    {
        log.SetRefused(variable, reason);
        Meters.Refused(reason);
    }
}
