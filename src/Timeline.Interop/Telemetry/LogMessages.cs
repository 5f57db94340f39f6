using Microsoft.Extensions.Logging;

namespace Timeline.Telemetry;

/// <summary>What is written to the log, each message with its own number.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Listener {Listener} of '{Variable}' failed.")]
    public static partial void ListenerFailed(this ILogger logger, Exception thrown, string listener, string variable);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Error,
        Message = "Hook {Hook} failed when told of a failed listener of '{Variable}'.")]
    public static partial void FailureHookFailed(this ILogger logger, Exception thrown, string hook, string variable);
}
