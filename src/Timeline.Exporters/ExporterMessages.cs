using Microsoft.Extensions.Logging;

namespace Timeline.Exporters;

/// <summary>What is written to the log, each message with its own number for ever. Nothing that was recorded is in
/// them.</summary>
internal static partial class ExporterMessages
{
    [LoggerMessage(101, LogLevel.Warning, "{Sink} has failed {Tries} times in a row and is tried again.")]
    public static partial void SinkFailed(this ILogger logger, Exception thrown, string sink, int tries);

    [LoggerMessage(102, LogLevel.Information, "{Sink} takes batches again after {Tries} failures.")]
    public static partial void SinkRecovered(this ILogger logger, string sink, int tries);

    [LoggerMessage(103, LogLevel.Error, "Trouble with {Sink}: {Kind}. {Message}")]
    public static partial void ExporterFailed(
        this ILogger logger, Exception? thrown, string sink, ExporterFailureKind kind, string message);

    [LoggerMessage(104, LogLevel.Error, "The hook for failures failed when told of trouble with {Sink}.")]
    public static partial void FailureHookFailed(this ILogger logger, Exception thrown, string sink);
}
