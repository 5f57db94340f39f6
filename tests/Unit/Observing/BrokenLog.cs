using Microsoft.Extensions.Logging;

namespace Timeline.Tests.Unit.Observing;

/// <summary>A log that throws whenever something is written to it, or already when it is asked whether to.</summary>
internal sealed class BrokenLog(bool isEnabled = true) : ILogger
{
    public int Calls { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel)
    {
        if (isEnabled) return true;
        Calls++;
        throw new NotSupportedException();
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Calls++;
        throw new NotSupportedException();
    }
}
