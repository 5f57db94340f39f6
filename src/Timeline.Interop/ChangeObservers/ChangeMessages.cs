using Microsoft.Extensions.Logging;

namespace Timeline.ChangeObservers;

/// <summary>How entries stand in a log, each message with its own number for ever.</summary>
internal static partial class ChangeMessages
{
    [LoggerMessage(
        EventId = 201,
        EventName = nameof(ChangeMade),
        Message = "{Action} {Path} of {Kind} {Container} by {Actor}: {Method}, number {Number}.")]
    public static partial void ChangeMade(
        this ILogger logger,
        LogLevel level,
        string action,
        string path,
        string kind,
        Guid container,
        string actor,
        string method,
        long number);

    [LoggerMessage(
        EventId = 202,
        EventName = nameof(ChangeMadeWithValues),
        Message = "{Action} {Path} of {Kind} {Container} by {Actor}: {Method}, number {Number}, "
            + "from {Before} to {After}.")]
    public static partial void ChangeMadeWithValues(
        this ILogger logger,
        LogLevel level,
        string action,
        string path,
        string kind,
        Guid container,
        string actor,
        string method,
        long number,
        string before,
        string after);
}
