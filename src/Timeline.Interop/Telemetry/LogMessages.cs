using Microsoft.Extensions.Logging;

namespace Timeline.Telemetry;

/// <summary>What is written to the log, each message with its own number for ever.</summary>
/// <remarks>Values that were recorded are in none of them. An exception that is logged is the caller's own.</remarks>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Error, "Listener {Listener} of '{Variable}' failed.")]
    public static partial void ListenerFailed(this ILogger logger, Exception thrown, string listener, string variable);

    [LoggerMessage(2, LogLevel.Error, "Hook {Hook} failed when told of a failed listener of '{Variable}'.")]
    public static partial void FailureHookFailed(this ILogger logger, Exception thrown, string hook, string variable);

    [LoggerMessage(3, LogLevel.Warning, "A reader of '{Variable}' is more than {Capacity} behind and misses versions.")]
    public static partial void ReaderFellBehind(this ILogger logger, string variable, int capacity);

    [LoggerMessage(4, LogLevel.Debug, "Variable '{Variable}' is watched.")]
    public static partial void VariableWatched(this ILogger logger, string variable);

    [LoggerMessage(5, LogLevel.Debug, "Variable '{Variable}' is no longer registered.")]
    public static partial void VariableUnregistered(this ILogger logger, string variable);

    [LoggerMessage(6, LogLevel.Debug, "The registry has ended with {Count} variables.")]
    public static partial void RegistryEnded(this ILogger logger, int count);

    [LoggerMessage(7, LogLevel.Debug, "Retention dropped {Count} versions of '{Variable}'.")]
    public static partial void VersionsPruned(this ILogger logger, int count, string variable);

    [LoggerMessage(8, LogLevel.Information, "The journal of '{Variable}' is open with {Count} versions.")]
    public static partial void JournalOpened(this ILogger logger, string variable, int count);

    [LoggerMessage(
        9, LogLevel.Warning, "Writing '{Variable}' has failed {Attempts} times in a row; {Waiting} versions wait.")]
    public static partial void JournalWriteFailed(
        this ILogger logger, Exception thrown, string variable, int attempts, int waiting);

    [LoggerMessage(10, LogLevel.Information, "'{Variable}' is written again after {Attempts} failures.")]
    public static partial void JournalRecovered(this ILogger logger, string variable, int attempts);

    [LoggerMessage(11, LogLevel.Error, "Another writer has recorded in '{Variable}', which takes nothing any more.")]
    public static partial void JournalOvertaken(this ILogger logger, Exception thrown, string variable);

    [LoggerMessage(12, LogLevel.Debug, "A set of '{Variable}' was refused: {Reason}.")]
    public static partial void SetRefused(this ILogger logger, string variable, string reason);

    [LoggerMessage(13, LogLevel.Error, "Retention of '{Variable}' failed.")]
    public static partial void PruningFailed(this ILogger logger, Exception thrown, string variable);
}
