using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Timeline.Telemetry;

/// <summary>A log that throws nothing: what one of the caller's throws has nowhere to go, and fails nothing.</summary>
[SuppressMessage("Design", "CA1031", Justification = "What is said to a log is said besides: it fails nothing.")]
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return logger.BeginScope(state);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // It is the log that would be told.
        }
    }
}
